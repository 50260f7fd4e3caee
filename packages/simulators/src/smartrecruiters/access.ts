import { requireHeader } from '../kit/authorization.ts';
import type { OAuthTokens } from '../kit/oauth.ts';
import { route } from '../kit/route.ts';
import type { AnswerCall, Grant, Route } from '../kit/route.ts';
import { VendorFailure } from '../kit/vendor-message.ts';
import type { VendorRequest } from '../kit/vendor-message.ts';
import { derivedId } from './words.ts';

/** The scopes of the reference; a key has those of the role that it is made for. */
export const smartRecruitersScopes = [
  'candidates_create',
  'candidates_manage',
  'candidates_offers_read',
  'candidates_read',
  'company_read',
  'configuration_read',
  'interviews_read',
  'job_applications_read',
  'jobs_read',
  'messages_manage',
  'messages_read',
  'messages_write',
  'reviews_read',
  'reviews_write',
  'users_read',
  'webhooks_manage',
] as const;
export type SmartRecruitersScope = (typeof smartRecruitersScopes)[number];

/** What the key may do. Tests may change it while the simulator runs. */
export interface SmartRecruitersAccess {
  scopes: SmartRecruitersScope[];
}

/** The key, or a token of the OAuth app, which expires. */
export function authorize(
  request: VendorRequest,
  parts: { apiKey: string; access: SmartRecruitersAccess; oauth: OAuthTokens },
): Grant {
  const { apiKey, access, oauth } = parts;
  const isToken = request.headers['x-smarttoken'] === undefined && request.headers.authorization;
  if (isToken) return oauth.authorize(request);
  requireHeader(request, 'x-smarttoken', '', apiKey);
  return { scopes: access.scopes };
}

export type Denial = readonly [code: string, status: number];
const permissionDenied: Denial = ['PERMISSION_DENIED', 403];
/** Some routes refuse a user without access with 401, as if the key were wrong. */
export const accessDenied: Denial = ['ACCESS_DENIED', 401];
export const reviewsDenied: Denial = ['NOT_AUTHORIZED_TO_ACCESS_RESOURCE', 401];

/** A route that needs a scope, and refuses those without it in its documented way. */
export function secured(
  pattern: string,
  scope: SmartRecruitersScope,
  answer: AnswerCall,
  [code, status]: Denial = permissionDenied,
): Route {
  return route(pattern, null, (call) => {
    const { scopes } = call.grant;
    if (scopes !== 'all' && !scopes.includes(scope)) {
      throw refusal(status, code, `No access to ${call.path}`);
    }
    return answer(call);
  });
}

/** A failure of the Application API, which has a form of its own. */
class ApplyFailure extends VendorFailure {}

const applyCodes: Readonly<Record<string, string>> = {
  INVALID_REQUEST: 'DATA_VALIDATION_ERROR',
  invalid_input: 'DATA_VALIDATION_ERROR',
};

/** A route of the Application API: any key may use it. */
export function applyRoute(pattern: string, answer: AnswerCall): Route {
  return route(pattern, null, (call) => {
    try {
      return answer(call);
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error;
      const { code, message, status } = error;
      throw new ApplyFailure(applyCodes[code] ?? code, message, { status });
    }
  });
}

/** What the kit refuses by itself, in words of ours but for the page. */
const codes: Readonly<Record<string, string>> = {
  no_credentials: 'UNAUTHORIZED',
  wrong_credentials: 'UNAUTHORIZED',
  no_route: 'RESOURCE_NOT_FOUND',
  wrong_method: 'METHOD_NOT_ALLOWED',
  rate_limit: 'TOO_MANY_REQUESTS',
  invalid_input: 'INVALID_REQUEST',
  invalid_page_token: 'INVALID_PAGE_ID',
  expired_page_token: 'INVALID_PAGE_ID',
  internal: 'INTERNAL_SERVER_ERROR',
};

export function failureBody(failure: VendorFailure, requestId: number): object {
  const code = codes[failure.code] ?? failure.code;
  const { message } = failure;
  if (failure instanceof ApplyFailure) {
    return { id: derivedId('failure', String(requestId)), code, message };
  }
  return { message, errors: [{ code, message }] };
}

export function refusal(status: number, code: string, message: string): VendorFailure {
  return new VendorFailure(code, message, { status });
}

export function invalid(message: string): VendorFailure {
  return refusal(400, 'INVALID_REQUEST', message);
}
