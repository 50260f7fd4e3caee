import { requireHeader } from '../kit/authorization.ts';
import type { Grant } from '../kit/route.ts';
import { VendorFailure } from '../kit/vendor-message.ts';
import type { VendorRequest } from '../kit/vendor-message.ts';

export const apiPath = '/v1';

/** What the key may do. Tests may change it while the simulator runs. */
export interface OnlyfyAccess {
  /** Paths below `/v1` that answer 403, as to a key without the access group; null for none. */
  refused: RegExp | null;
}

export function authorize(request: VendorRequest, key: string, access: OnlyfyAccess): Grant {
  requireHeader(request, 'apikey', '', key);
  if (access.refused?.test(request.path.slice(apiPath.length)) === true) {
    throw new VendorFailure('no_permission', 'The access group is missing', {
      status: 403,
    });
  }
  return { scopes: 'all' };
}

/** A refusal of a field, which is the first word of the message, as those of `checkInput`. */
export function invalid(message: string): VendorFailure {
  return new VendorFailure('invalid_input', message);
}

/** No body of a failure is documented; this one is ours. */
export function failureBody({ code, status, message }: VendorFailure): object {
  if (code !== 'invalid_input') return { code: status, message };
  const [, field = '', complaint = ''] = /^(\S+) (.*)$/s.exec(message) ?? [];
  return {
    code: status,
    message: 'Validation failed',
    errors: { [field]: [complaint] },
  };
}
