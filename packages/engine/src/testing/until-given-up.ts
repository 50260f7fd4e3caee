import { once } from 'node:events';

/** A vendor that does not answer: the request ends, with its signal's reason, when it is given up. */
export async function untilGivenUp(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}
