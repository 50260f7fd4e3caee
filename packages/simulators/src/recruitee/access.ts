import { requireHeader } from '../kit/authorization.ts';
import { route } from '../kit/route.ts';
import type { Call, Grant, Route } from '../kit/route.ts';
import type { VendorFailure, VendorRequest } from '../kit/vendor-message.ts';
import { Unprocessable, unprocessable } from './input.ts';

/** What the role of the token's owner allows. The vendor's own list is not public. */
export const abilities = [
  'View jobs',
  'Manage jobs',
  'View candidates',
  'Manage candidates',
  'Delete candidates',
  'View interviews',
  'View evaluations',
  'Add evaluations',
  'View team members',
] as const;
export type Ability = (typeof abilities)[number];

export interface Access {
  token: string;
  companyId: string;
  subdomain: string;
  /** May be changed while the simulator runs. */
  abilities: Ability[];
}

/** A personal token, in the company that the path names by its id or its subdomain. */
export function authorize(request: VendorRequest, access: Access): Grant {
  requireHeader(request, 'authorization', 'Bearer ', access.token);
  const named = request.path.split('/')[2] ?? '';
  if (![access.companyId, access.subdomain].includes(named)) {
    throw unprocessable('company_id', 'is invalid');
  }
  return { scopes: access.abilities };
}

/** `answering('GET /admin', null, …)`, in the company that the path names. */
export function answering(
  pattern: string,
  ability: Ability | null,
  answer: (call: Call) => object,
): Route {
  return route(pattern.replace(' ', ' /:company'), ability, answer);
}

/** A list of texts, sometimes one text, and in newer parts a list of objects. */
export function failureBody(failure: VendorFailure): object {
  if (failure instanceof Unprocessable) {
    return { error: failure.messages, error_fields: failure.fields };
  }
  switch (failure.code) {
    case 'wrong_credentials':
    case 'no_credentials':
      return { error: 'Token not found.', error_code: 'invalid_token' };
    case 'no_permission':
      return { error: ['Forbidden'] };
    case 'not_found':
    case 'no_route':
      return { errors: [{ code: 'not_found', message: failure.message }] };
    default:
      return { error: [failure.message] };
  }
}
