import { createError } from '@hirewire/contract';
import type { GeneralApiError, Operation } from '@hirewire/contract';

/** What operations answer that the contract says are not there yet. No code of the wire means this. */
export function notImplementedError(operation: Operation): GeneralApiError {
  const { method, path, id, notImplemented } = operation;
  const message =
    `${method} ${path} (${id}) is not implemented in this version of Hirewire. ` +
    `${notImplemented} /docs lists what is.`;
  return createError(null, message, { status: 501, title: 'Not implemented' });
}
