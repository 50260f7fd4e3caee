import { AddressRefusedError, RemoteError } from '@hirewire/connector-kit';
import type { RemoteErrorKind } from '@hirewire/connector-kit';
import { ApiError, type ErrorCode } from '@hirewire/contract';
import { isConnectionError } from '@hirewire/store';

/** The deadline of an action has passed. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

const codes: Readonly<Record<RemoteErrorKind, ErrorCode>> = {
  authentication: 'INTEGRATION.AUTHENTICATION_INVALID',
  permission: 'INTEGRATION.PERMISSION_MISSING',
  'not-found': 'REMOTE.INPUT_INVALID',
  input: 'REMOTE.INPUT_INVALID',
  conflict: 'REMOTE.INPUT_INVALID',
  'job-closed': 'ATS.JOB_CLOSED',
  'already-exists': 'ATS.APPLICATION_ALREADY_EXISTS',
  'rate-limited': 'REMOTE.RATE_LIMIT_EXCEEDED',
  unavailable: 'REMOTE.SERVICE_UNAVAILABLE',
  'rolled-back': 'REMOTE.SERVICE_UNAVAILABLE',
  'sync-token-expired': 'REMOTE.UNKNOWN_HTTP_ERROR',
  unknown: 'REMOTE.UNKNOWN_HTTP_ERROR',
};

const mayHaveArrived =
  'The change may nevertheless have been made: look in the tool before you repeat it.';

/**
 * What was thrown as an error of the wire. Null for a failure of our own that was not foreseen, or
 * that came before anything was sent to the tool.
 */
export function toActionError(thrown: unknown, { hasSent }: { hasSent: boolean }): ApiError | null {
  if (thrown instanceof ApiError) return thrown;
  const cause = { cause: thrown };
  if (thrown instanceof DeadlineError) {
    const message = hasSent ? `${thrown.message} ${mayHaveArrived}` : thrown.message;
    return new ApiError('PLATFORM.TASK_TIMED_OUT', message, cause);
  }
  if (!(thrown instanceof RemoteError)) {
    if (!hasSent || !isConnectionError(thrown)) return null;
    const message = `The action was interrupted, as Hirewire has lost its database. ${mayHaveArrived}`;
    return new ApiError('PLATFORM.TASK_TIMED_OUT', message, cause);
  }
  if (thrown.mayHaveHappened) {
    // Never a code that clients repeat on their own.
    const code = thrown.status === null ? 'PLATFORM.TASK_TIMED_OUT' : 'REMOTE.UNKNOWN_HTTP_ERROR';
    return new ApiError(code, `${thrown.message} ${mayHaveArrived}`, cause);
  }
  const isOurRefusal = thrown.cause instanceof AddressRefusedError;
  const code = isOurRefusal ? 'REMOTE.UNKNOWN_HTTP_ERROR' : codes[thrown.kind];
  const options = { ...cause, retryAfterMs: thrown.retryAfterMs };
  return new ApiError(code, thrown.message, options);
}
