import { createHash } from 'node:crypto';
import { VendorFailure } from '../kit/vendor-message.ts';

/** An answer with `success: false`. Ashby sends nearly all of them with HTTP 200. */
export class AshbyFailure extends VendorFailure {
  constructor(code: string, message: string, status = 200) {
    super(code, message, { status });
    this.name = 'AshbyFailure';
  }
}

export function invalidInput(message: string): AshbyFailure {
  return new AshbyFailure('invalid_input', message);
}

export function notFound(resource: string): AshbyFailure {
  return new AshbyFailure(`${resource}_not_found`, `${resource} not found`);
}

/**
 * How Ashby names what the kit refuses. A missing key is 401, a wrong one 403, each with a readable
 * message: https://developers.ashbyhq.com/reference/authentication. The codes of these two are not
 * documented; a connector must go by the status.
 */
const codes: Readonly<Record<string, string>> = {
  no_credentials: 'unauthorized',
  wrong_credentials: 'invalid_api_key',
  no_permission: 'missing_endpoint_permission',
  no_route: 'endpoint_not_found',
  wrong_method: 'method_not_allowed',
  rate_limit: 'rate_limit_exceeded',
  internal: 'internal_server_error',
};
/** The statuses that Ashby answers with where the kit has others. */
export const statuses: Readonly<Record<string, number>> = {
  wrong_credentials: 403,
  invalid_input: 200,
};

/** The envelope of a failure: the deprecated list of codes, and `errorInfo`. */
export function failureBody({ code, message }: VendorFailure, requestId: number): object {
  const shown = codes[code] ?? code;
  const errorInfo = { code: shown, message, requestId: requestIdOf(requestId) };
  return { success: false, errors: [shown], errorInfo };
}

/** A request id in the form that Ashby shows (26 characters, upper case), from a counter. */
export function requestIdOf(count: number): string {
  return createHash('sha256').update(`request-${count}`).digest('hex').slice(0, 26).toUpperCase();
}
