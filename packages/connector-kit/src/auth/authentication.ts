import type { Authentication, TokenRequest } from '../http/remote.ts';

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

/** Credentials by their names, and which of them are secret. */
export type SecretFields = Readonly<Record<string, { isSecret: boolean }>>;

/**
 * Every text that must not show in a log or a message: what authenticates, and every longer
 * text of the credentials that is no address, but for fields that are said to be no secret.
 */
export function collectSecrets(
  authentications: readonly (Authentication | TokenRequest)[],
  { credentials, credentialFields = {} }: { credentials: unknown; credentialFields?: SecretFields },
): string[] {
  const own = listTexts(credentials, (name) => credentialFields[name]?.isSecret !== false);
  return [...authentications.flatMap(authenticationSecrets), ...own];
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

function listTexts(value: unknown, isMeant: (name: string) => boolean, depth = 0): string[] {
  if (typeof value === 'string') {
    return value.length >= shortestSecret && !/^https?:\/\//.test(value) ? [value] : [];
  }
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    isMeant(name) ? listTexts(part, () => true, depth + 1) : [],
  );
}
