import { createHash } from 'node:crypto';
import type { VendorAnswer } from '../vendor-message.ts';

/** An answer with `success: false`. Ashby sends nearly all of them with HTTP 200. */
export class AshbyFailure extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(code: string, message: string, reply: Partial<Omit<VendorAnswer, 'body'>> = {}) {
    super(message);
    this.name = 'AshbyFailure';
    this.code = code;
    this.status = reply.status ?? 200;
    this.headers = reply.headers ?? {};
  }
}

export function invalidInput(message: string): AshbyFailure {
  return new AshbyFailure('invalid_input', message);
}

export function notFound(resource: string): AshbyFailure {
  return new AshbyFailure(`${resource}_not_found`, `${resource} not found`);
}

/** The envelope of a failure: the deprecated list of codes, and `errorInfo`. */
export function failureBody(code: string, message: string, requestId: string): string {
  const errorInfo = { code, message, requestId };
  return JSON.stringify({ success: false, errors: [code], errorInfo });
}

/** What a fault shows as this vendor's own words. */
export function faultBody(status: number): string {
  const known: Record<number, [string, string]> = {
    401: ['unauthorized', 'No API key was provided'],
    429: ['rate_limit_exceeded', 'Your organization has exceeded its rate limit'],
  };
  const [code, message] = known[status] ?? ['internal_server_error', 'Something went wrong'];
  return failureBody(code, message, requestIdOf(status));
}

/** A request id in the form that Ashby shows (26 characters, upper case), from a counter. */
export function requestIdOf(count: number): string {
  return createHash('sha256').update(`request-${count}`).digest('hex').slice(0, 26).toUpperCase();
}
