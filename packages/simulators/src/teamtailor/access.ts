import { requireHeader } from '../kit/authorization.ts';
import type { Grant } from '../kit/route.ts';
import { Answer, VendorFailure } from '../kit/vendor-message.ts';
import type { KitCode, VendorRequest } from '../kit/vendor-message.ts';

/** What can be seen with a key: each level sees what the ones before it see. */
const levels = ['public', 'internal', 'admin'] as const;
export type Level = (typeof levels)[number];

export function isAbove(level: Level, other: Level): boolean {
  return levels.indexOf(level) > levels.indexOf(other);
}

/** What the customer chose when the key was made. May be changed while the simulator runs. */
export interface TeamtailorAccess {
  apiKey: string;
  level: Level;
  rights: 'read' | 'write' | 'read and write';
}

/** Of 2024-09-04: stage types are records of their own, and candidates come by cursor. */
export const newestVersion = 20240904;
const oldestVersion = 20161108;

/** Asks for the key first, then for a version of the API. */
export function authorizeTeamtailor(request: VendorRequest, access: TeamtailorAccess): Grant {
  requireHeader(request, 'authorization', 'Token token=', access.apiKey);
  versionOf(request);
  const seen = levels.filter((level) => !isAbove(level, access.level));
  const verbs = {
    read: ['read'],
    // An update also reads.
    write: ['create'],
    'read and write': ['read', 'create', 'update'],
  }[access.rights];
  return { scopes: seen.flatMap((level) => verbs.map((verb) => `${level}:${verb}`)) };
}

/** The version that a request names, as a number to compare. */
export function versionOf({ headers }: Pick<VendorRequest, 'headers'>): number {
  const given = headers['x-api-version'];
  if (typeof given === 'string' && /^\d{8}$/.test(given) && Number(given) >= oldestVersion) {
    return Number(given);
  }
  throw refusal('406', `The current API version is ${newestVersion}.`);
}

/** JSON:API documents are sent as what they are, or not taken. */
export function requireJsonApi({ headers, body }: VendorRequest): void {
  if (headers['content-type']?.split(';')[0] !== 'application/vnd.api+json') {
    throw refusal('415', 'All requests that create or update must use application/vnd.api+json.');
  }
  if (body === undefined) throw refusal('400', 'The body is not JSON.');
}

/** The titles of refusals by code: those of JSON:API::Resources, which the vendor runs on. */
const titles: Readonly<Record<string, string>> = {
  '100': 'Validation error',
  '102': 'Filter not allowed',
  '103': 'Invalid field value',
  '104': 'Invalid field',
  '105': 'Param not allowed',
  '106': 'Missing parameter',
  '107': 'Invalid filter value',
  '110': 'A key is required',
  '112': 'Invalid include',
  '114': 'Invalid sort criteria',
  '116': 'Type mismatch',
  '118': 'Invalid page value',
  '400': 'Bad request',
  '403': 'Forbidden',
  '404': 'Record not found',
  '406': 'Invalid/Missing API Version',
  '415': 'Unsupported media type',
  '429': 'Too many requests',
  '500': 'Internal Server Error',
};

const statuses: Readonly<Record<string, number>> = {
  '100': 422,
  '403': 403,
  '404': 404,
  '406': 406,
  '415': 415,
};

/** A refusal by one of the codes above. */
export function refusal(code: string, detail: string): VendorFailure {
  return new VendorFailure(code, detail, { status: statuses[code] ?? 400 });
}

/** What is wrong with a field of a record that is written. */
export class InvalidField extends VendorFailure {
  readonly title: string;
  readonly pointer: string;

  constructor(part: 'attributes' | 'relationships', name: string, title: string) {
    super('100', `${name} - ${title}`, { status: 422 });
    this.title = title;
    this.pointer = `/data/${part}/${name}`;
  }
}

const codes: Readonly<Partial<Record<string, string>>> = {
  no_permission: '403',
  no_route: '404',
  not_found: '404',
  wrong_method: '404',
  rate_limit: '429',
  invalid_input: '118',
  invalid_page_token: '118',
  expired_page_token: '118',
  internal: '500',
} satisfies Partial<Record<KitCode, string>>;

export function failureBody(failure: VendorFailure): unknown {
  if (failure.status === 401) return new Answer(401, '');
  const code = codes[failure.code] ?? failure.code;
  const described = failure instanceof InvalidField;
  const status = String(failure.status);
  const error = {
    title: described ? failure.title : titles[code],
    detail: failure.message,
    code,
    status,
    ...(described && { source: { pointer: failure.pointer } }),
  };
  return { errors: [error] };
}
