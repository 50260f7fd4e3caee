import { RemoteError } from '../http/remote.ts';

/** What `call` gives; null where the remote answers that it has no such record, or no longer. */
export async function nullIfGone<Value>(call: () => Promise<Value>): Promise<Value | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'not-found') return null;
    throw error;
  }
}
