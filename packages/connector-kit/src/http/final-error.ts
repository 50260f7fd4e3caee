import { RemoteError } from './remote.ts';

/** How the last attempt of a request failed. */
export interface FailedRequest {
  error: RemoteError;
  /** Whether the remote may have got it. */
  wasSent: boolean;
  isIdempotent: boolean;
}

/** Only what was refused is known not to have happened; the error of anything else says so. */
export function toFinalError({ error, wasSent, isIdempotent }: FailedRequest): RemoteError {
  if (isIdempotent || !wasSent || !isOpen(error)) return error;
  const { kind, message, status, remoteCode, remoteRequestId, retryAfterMs } = error;
  const known = { kind, message, status, remoteCode, remoteRequestId, retryAfterMs };
  return new RemoteError({ ...known, mayHaveHappened: true, cause: error });
}

/** An unknown answer still counts as a refusal if its status is one (RFC 9110, 15.5). */
function isOpen({ kind, status }: RemoteError): boolean {
  const isRefusal = status !== null && Math.floor(status / 100) === 4;
  return kind === 'unavailable' || (kind === 'unknown' && !isRefusal);
}
