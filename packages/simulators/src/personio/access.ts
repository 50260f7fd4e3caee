import { bearerOf, requireHeader, wrongCredentials } from '../kit/authorization.ts';
import type { OAuthTokens } from '../kit/oauth.ts';
import { openRoute } from '../kit/route.ts';
import type { Call, Grant, Route } from '../kit/route.ts';
import { Answer, VendorFailure, json } from '../kit/vendor-message.ts';
import type { VendorRequest } from '../kit/vendor-message.ts';

export const personioScopes = ['personio:recruiting:read', 'personio:documents:read'] as const;
export type PersonioScope = (typeof personioScopes)[number];

/** What the credentials may do. Tests may change it while the simulator runs. */
export interface PersonioAccess {
  /** Of the API credentials; a token has those of the moment of the request. */
  scopes: PersonioScope[];
  /** A feature that the company has not booked, by its documented code; null for none. */
  lacking: 'feature.recruiting.disabled' | 'feature.public-api.disabled' | null;
}

export interface RecruitingKey {
  token: string;
  companyId: string;
}

/** v2 wants an access token; v1 the company's recruiting token, which does not expire, and its id. */
export function authorizePersonio(
  request: VendorRequest,
  { oauth, access, key }: { oauth: OAuthTokens; access: PersonioAccess; key: RecruitingKey },
): Grant {
  if (!request.path.startsWith('/v1/')) return oauth.authorize(request);
  requireHeader(request, 'authorization', 'Bearer ', key.token);
  if (request.headers['x-company-id'] !== key.companyId) throw wrongCredentials();
  if (access.lacking !== null) {
    throw new VendorFailure(access.lacking, 'The company lacks a feature', { status: 403 });
  }
  return { scopes: [] };
}

/** The two endpoints for tokens, which take forms alone. */
export function tokenRoutes(oauth: OAuthTokens, isClient: (call: Call) => boolean): Route[] {
  const issuing = oauth.route;
  return [
    openRoute(issuing.method + ' ' + issuing.path, (call) => {
      if (call.fields === null) return refusedForm();
      const grantType = call.fields.get('grant_type');
      if (grantType !== null && grantType !== 'client_credentials') {
        return json({ error: 'unsupported_grant_type' }, 400);
      }
      const asked = call.fields.get('scope')?.split(' ') ?? [];
      const known: readonly string[] = personioScopes;
      if (asked.some((scope) => !known.includes(scope))) {
        return json({ error: 'invalid_scope' }, 400);
      }
      return issuing.answer(call);
    }),
    openRoute('POST /v2/auth/revoke', (call) => {
      if (call.fields === null) return refusedForm();
      const token = call.fields.get('token');
      if (token === null) return json({ error: 'invalid_request' }, 400);
      if (!isClient(call)) return json({ error: 'invalid_client' }, 401);
      oauth.revokeAccess(token);
      return new Answer(200, '');
    }),
  ];
}

/** Whoever revokes a token names it as the bearer too, or says which client they are. */
export function isKnownClient(
  { fields, headers }: Call,
  client: { id: string; secret: string },
): boolean {
  const isNamed =
    fields?.get('client_id') === client.id && fields.get('client_secret') === client.secret;
  return isNamed || bearerOf({ headers }) === fields?.get('token');
}

function refusedForm(): Answer {
  return json({ error: 'invalid_request', error_description: 'Send a form.' }, 415);
}

/** The gateway's codes, by those of the kit: the end of the address in `type`. */
const gatewayErrors: Readonly<Record<string, readonly [code: string, title: string]>> = {
  no_credentials: ['common.unauthorized', 'Unauthorized'],
  wrong_credentials: ['common.unauthorized', 'Unauthorized'],
  no_permission: ['common.forbidden', 'Forbidden'],
  no_route: ['common.requested_resource_not_found', 'Resource not found'],
  wrong_method: ['common.method_not_allowed', 'Method not allowed'],
  rate_limit: ['common.too_many_requests', 'Too many requests'],
  internal: ['common.internal_server_error', 'Internal Server Error'],
};

const typeAddress = 'https://developer.personio.de/reference/errors#';

/**
 * The gateway answers in the form of Personio's common components, recruiting with a problem (RFC
 * 7807), and v1 with `errors`, as its OpenAPI document has it.
 */
export function failureBodyAt(now: () => number) {
  return (failure: VendorFailure, requestId: number): Answer => {
    if (failure instanceof FieldFailure) return json({ errors: failure.errors });
    const { code, message, status } = failure;
    if (code.startsWith('feature.')) return json({ errors: [reasonAt('', code)] });
    const gateway = gatewayErrors[code];
    if (gateway === undefined) return problem(status, message);
    const [type, title] = gateway;
    return json({
      personio_trace_id: `simulated-${requestId}`,
      timestamp: new Date(now()).toISOString(),
      errors: [{ title, detail: message, type: `${typeAddress}${type}` }],
    });
  };
}

function problem(status: number, detail: string): Answer {
  const title = status === 404 ? 'Not Found' : 'Bad Request';
  const body = { type: 'about:blank', title, status, detail };
  return json(body, status, { 'content-type': 'application/problem+json' });
}

/** What v1 says of one field. */
export interface FieldError {
  field: string;
  errors: { reason: string; context: object }[];
}

export function reasonAt(field: string, reason: string): FieldError {
  return { field, errors: [{ reason, context: {} }] };
}

/** A refusal of v1, which names all fields that are wrong. */
export class FieldFailure extends VendorFailure {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[], status = 400) {
    super('invalid_fields', 'Some fields are wrong', { status });
    this.errors = errors;
  }
}
