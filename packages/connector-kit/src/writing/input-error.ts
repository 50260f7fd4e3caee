import { RemoteError } from '../http/remote.ts';

/** For what a caller has sent, or a customer has chosen, and cannot be done: nothing was sent. */
export function inputError(message: string): RemoteError {
  return new RemoteError({ kind: 'input', message, status: null });
}
