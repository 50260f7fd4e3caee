import { timingSafeEqual } from 'node:crypto';
import { VendorFailure } from './vendor-message.ts';
import type { VendorRequest } from './vendor-message.ts';

function noCredentials(): VendorFailure {
  return new VendorFailure('no_credentials', 'No credentials were provided', { status: 401 });
}

export function wrongCredentials(): VendorFailure {
  const message = 'The credentials are wrong or revoked';
  return new VendorFailure('wrong_credentials', message, { status: 401 });
}

/** Demands Basic credentials of a key as user name and no password. */
export function requireBasicKey({ headers }: Pick<VendorRequest, 'headers'>, key: string): void {
  requireBasic({ headers }, { user: key, password: '' });
}

/** Demands Basic credentials. */
export function requireBasic(
  { headers }: Pick<VendorRequest, 'headers'>,
  expected: { user: string; password: string },
): void {
  const given = readBasic(headers.authorization);
  if (given === null || given.split(':')[0] === '') throw noCredentials();
  if (!isSame(given, `${expected.user}:${expected.password}`)) throw wrongCredentials();
}

/**
 * Demands a secret in a header: `requireHeader(request, 'authorization', 'Bearer ', key)`, or with
 * an empty prefix for headers such as `x-api-key`.
 */
export function requireHeader(
  { headers }: Pick<VendorRequest, 'headers'>,
  name: string,
  prefix: string,
  secret: string,
): void {
  const given = headers[name];
  if (typeof given !== 'string' || !given.startsWith(prefix) || given === prefix) {
    throw noCredentials();
  }
  if (!isSame(given.slice(prefix.length), secret)) throw wrongCredentials();
}

/** The token of a `Bearer` header; throws when there is none. */
export function bearerOf({ headers }: Pick<VendorRequest, 'headers'>): string {
  const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw noCredentials();
  return token;
}

/** `user:password` of a Basic header; null when there is none. */
export function readBasic(authorization: string | undefined): string | null {
  const [scheme, encoded = ''] = (authorization ?? '').split(' ');
  return scheme === 'Basic' ? Buffer.from(encoded, 'base64').toString('utf8') : null;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
