import type { Authentication, TokenRequest } from './remote.ts';

/** Shorter texts in credentials, such as a region, are no secrets; a mask would only hide words. */
const shortestSecret = 6;

/** The header that proves who is asking. */
export function authenticationHeader(authentication: Authentication): {
  name: string;
  value: string;
} {
  switch (authentication.type) {
    case 'bearer':
      return { name: 'authorization', value: `Bearer ${authentication.token}` };
    case 'basic':
      return { name: 'authorization', value: `Basic ${basicToken(authentication)}` };
    case 'header':
      return { name: authentication.name, value: authentication.value };
  }
}

/**
 * Every text that must not show in a log or a message: what authenticates, and every longer
 * text of the credentials that is no address.
 */
export function collectSecrets(
  authentications: readonly (Authentication | TokenRequest)[],
  credentials: unknown,
): string[] {
  return [...authentications.flatMap(authenticationSecrets), ...listTexts(credentials, 0)];
}

export function authenticationSecrets(authentication: Authentication | TokenRequest): string[] {
  switch (authentication.type) {
    case 'token':
      return [];
    case 'bearer':
      return [authentication.token];
    case 'basic': {
      const { username, password } = authentication;
      const names = username.length >= shortestSecret ? [username] : [];
      return [basicToken(authentication), password, ...names];
    }
    case 'header':
      return [authentication.value];
  }
}

/** UTF-8, as RFC 7617 recommends where the server names no other encoding. */
function basicToken({ username, password }: { username: string; password: string }): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

function listTexts(value: unknown, depth: number): string[] {
  if (typeof value === 'string') {
    return value.length >= shortestSecret && !/^https?:\/\//.test(value) ? [value] : [];
  }
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  return Object.values(value).flatMap((part) => listTexts(part, depth + 1));
}
