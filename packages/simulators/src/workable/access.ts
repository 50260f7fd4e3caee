import { bearerOf } from '../kit/authorization.ts';
import type { OAuthTokens } from '../kit/oauth.ts';
import type { Grant } from '../kit/route.ts';
import { VendorFailure } from '../kit/vendor-message.ts';
import type { VendorRequest } from '../kit/vendor-message.ts';

export const workableScopes = ['r_jobs', 'r_candidates', 'w_candidates', 'r_employees'] as const;
export type WorkableScope = (typeof workableScopes)[number];

/** What the tokens may do. Tests may change it while the simulator runs. */
export interface WorkableAccess {
  scopes: WorkableScope[];
  /** Paths below `/spi/v3` that answer 403 all the same; null for none. */
  refused: RegExp | null;
}

/** The account token, which does not expire, or a token of the OAuth app, which does. */
export function authorizeWorkable(
  request: VendorRequest,
  parts: { accessToken: string; access: WorkableAccess; oauth: OAuthTokens; basePath: string },
): Grant {
  const { accessToken, access, oauth, basePath } = parts;
  const isAccount = bearerOf(request) === accessToken;
  const grant: Grant = isAccount
    ? { scopes: access.scopes, actor: 'account' }
    : { ...oauth.authorize(request), actor: 'oauth' };
  if (access.refused?.test(request.path.slice(basePath.length)) === true) {
    throw new VendorFailure('no_permission', 'Forbidden', { status: 403 });
  }
  return grant;
}

/** The documented words of 401 and 404; those of the others are ours. */
const words: Readonly<Record<string, string>> = {
  no_credentials: 'Not authorized',
  wrong_credentials: 'Not authorized',
  no_permission: 'Forbidden',
  not_found: 'Not found',
  no_route: 'Not found',
  wrong_method: 'Not found',
  rate_limit: 'Too many requests',
};

export const failureStatuses = { invalid_input: 422, wrong_method: 404 };

/** A refusal of what was sent names the field, which is the first word of the message. */
export function failureBody({ code, message }: VendorFailure): object {
  if (code !== 'invalid_input') return { error: words[code] ?? message };
  const [, field = '', complaint = ''] = /^(\S+?):? (.*)$/s.exec(message) ?? [];
  return {
    error: `Validation failed: ${message}`,
    validation_errors: { [field.toLowerCase()]: [complaint] },
  };
}
