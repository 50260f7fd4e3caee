import { timingSafeEqual } from 'node:crypto';
import type { Now } from '../clock.ts';
import { RateLimiter } from '../rate-limiter.ts';
import type { RateLimit } from '../simulator.ts';
import type { VendorAnswer, VendorRequest } from '../vendor-message.ts';
import { Visibility } from './access.ts';
import type { AshbyAccess, AshbyScope } from './access.ts';
import { AshbyFailure, failureBody, invalidInput, requestIdOf } from './envelope.ts';
import { checkInput } from './fields.ts';
import type { AshbyMethod } from './method.ts';
import { ashbyMethods } from './methods.ts';
import type { Files } from './files.ts';
import type { RecordChanges } from './record-changes.ts';
import type { Tokens } from './tokens.ts';
import type { Webhooks } from './webhooks.ts';

export interface AshbyApiParts {
  apiKey: string;
  access: AshbyAccess;
  changes: RecordChanges;
  files: Files;
  webhooks: Webhooks;
  tokens: Tokens;
  rate: RateLimit | null;
  maximumIncrementalPages: number;
  pageSize: number;
  now: Now;
}

/** Ashby's API as a function from request to answer. */
export class AshbyApi {
  readonly #parts: AshbyApiParts;
  readonly #visibility: Visibility;
  readonly #limiter: RateLimiter | null;
  #answered = 0;

  constructor(parts: AshbyApiParts) {
    this.#parts = parts;
    this.#visibility = new Visibility(parts.changes.records, parts.access);
    this.#limiter = parts.rate === null ? null : new RateLimiter(parts.rate);
  }

  async answer(request: VendorRequest): Promise<VendorAnswer> {
    this.#answered += 1;
    const requestId = requestIdOf(this.#answered);
    const headers = { 'x-ashby-request-id': requestId };
    try {
      const body = JSON.stringify({ success: true, ...(await this.#call(request)) });
      return { status: 200, headers, body };
    } catch (error) {
      if (!(error instanceof AshbyFailure)) throw error;
      const body = failureBody(error.code, error.message, requestId);
      return { status: error.status, headers: { ...headers, ...error.headers }, body };
    }
  }

  #call(request: VendorRequest): ReturnType<AshbyMethod['answer']> {
    const { apiKey, rate: _rate, access, now: _now, ...parts } = this.#parts;
    authenticate(request.headers.authorization, apiKey);
    this.#countRequest();
    const { name, method } = methodOf(request);
    requireScope(name, method.scope, access.scopes);
    const input = checkInput(bodyOf(request), method.fields);
    return method.answer({
      ...parts,
      method: name,
      input,
      records: parts.changes.records,
      visibility: this.#visibility,
      scopes: access.scopes,
      origin: `http://${request.headers.host}`,
    });
  }

  #countRequest(): void {
    const waitMs = this.#limiter?.take(this.#parts.now()) ?? 0;
    if (waitMs === 0) return;
    const seconds = Math.ceil(waitMs / 1000);
    throw new AshbyFailure('rate_limit_exceeded', `Try again in ${seconds} seconds.`, {
      status: 429,
      headers: { 'retry-after': String(seconds) },
    });
  }
}

/**
 * A missing key is 401, a wrong one 403, each with a readable message:
 * https://developers.ashbyhq.com/reference/authentication. The codes of these two are not
 * documented; a connector must go by the status.
 */
function authenticate(authorization: string | undefined, apiKey: string): void {
  const [scheme, encoded = ''] = (authorization ?? '').split(' ');
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const [given = ''] = decoded.split(':');
  if (scheme !== 'Basic' || given === '') {
    throw new AshbyFailure('unauthorized', 'No API key was provided', { status: 401 });
  }
  if (decoded.length !== apiKey.length + 1 || !isSame(given, apiKey)) {
    throw new AshbyFailure('invalid_api_key', 'The API key is wrong or deactivated', {
      status: 403,
    });
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function methodOf({ path, method: verb }: VendorRequest): { name: string; method: AshbyMethod } {
  const name = path.slice(1);
  const method = ashbyMethods.get(name);
  if (method === undefined) {
    throw new AshbyFailure('endpoint_not_found', `There is no ${name}`, { status: 404 });
  }
  if (verb !== 'POST') {
    throw new AshbyFailure('method_not_allowed', 'Use POST', {
      status: 405,
      headers: { allow: 'POST' },
    });
  }
  return { name, method };
}

function requireScope(name: string, scope: AshbyScope, granted: readonly AshbyScope[]): void {
  if (granted.includes(scope)) return;
  throw new AshbyFailure(
    'missing_endpoint_permission',
    `The API key has no permission ${scope} for ${name}`,
    { status: 403 },
  );
}

function bodyOf({ headers, body }: VendorRequest): unknown {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new AshbyFailure('unsupported_media_type', 'Content-Type must be application/json', {
      status: 415,
    });
  }
  if (body === undefined) throw invalidInput('Request payload is malformed');
  return body;
}
