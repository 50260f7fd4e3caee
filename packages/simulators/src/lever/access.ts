import { requireBasicKey } from '../kit/authorization.ts';
import type { OAuthTokens } from '../kit/oauth.ts';
import type { Grant } from '../kit/route.ts';
import type { VendorFailure, VendorRequest } from '../kit/vendor-message.ts';

const resources = [
  'applications',
  'archive_reasons',
  'contact',
  'feedback',
  'files',
  'interviews',
  'notes',
  'offers',
  'opportunities',
  'panels',
  'postings',
  'requisitions',
  'resumes',
  'sources',
  'stages',
  'tags',
  'uploads',
  'users',
  'webhooks',
] as const;

/** What a route asks for, without `:admin`. */
export type LeverRight = `${(typeof resources)[number]}:${'read' | 'write'}`;
export type LeverScope = `${LeverRight}:admin` | 'confidential:access:admin';

export const leverScopes: readonly LeverScope[] = [
  ...resources.flatMap((name) => [`${name}:read:admin`, `${name}:write:admin`] as const),
  'confidential:access:admin',
];

/** What the key or the token may do. */
export interface LeverAccess {
  scopes: LeverScope[];
}

/** An API key by Basic authorization, or a token of OAuth. */
export function authorizeLever(
  request: VendorRequest,
  { apiKey, access, oauth }: { apiKey: string; access: LeverAccess; oauth: OAuthTokens },
): Grant {
  if (request.headers.authorization?.startsWith('Bearer ') === true) oauth.authorize(request);
  else requireBasicKey(request, apiKey);
  return { scopes: access.scopes.flatMap(withReading) };
}

/** A right to write includes the one to read. */
function withReading(scope: LeverScope): string[] {
  return [scope, scope.replace(':write:', ':read:')];
}

const codes: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  401: 'UnauthorizedError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  405: 'MethodNotAllowedError',
  429: 'TooManyRequests',
};

export function failureBody({ status, message }: VendorFailure): object {
  return { code: codes[status] ?? 'InternalServerError', message };
}
