import { ApiError } from '@hirewire/contract';
import { systemClock } from '@hirewire/connector-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { KeyAllowances } from '../key-allowances.ts';
import type { Log } from '../log.ts';

/**
 * A hook that limits each API key to so many requests per minute, in all processes together, and
 * tells the client in the three `ratelimit-…` headers.
 */
export function limitRate(allowances: KeyAllowances | null) {
  return async ({ authorization }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (allowances === null || authorization === null) return;
    const { limit } = allowances;
    const { keyId, window } = authorization;
    const { isGranted, remaining, resetMs } = await allowances.count(keyId, window);
    const seconds = Math.max(Math.ceil(resetMs / 1000), 1);
    reply.headers({
      'ratelimit-limit': limit,
      'ratelimit-remaining': remaining,
      'ratelimit-reset': seconds,
    });
    if (isGranted) return;
    reply.header('retry-after', seconds);
    throw new ApiError(
      'PLATFORM.RATE_LIMIT_EXCEEDED',
      `This API key has used its ${limit} requests of this minute; ` +
        `the next one is allowed in ${seconds} seconds.`,
    );
  };
}

/** What a process holds of a scarce rest, and others cannot see, it keeps no longer than this. */
const releaseMs = 1000;

/** Until the app closes, lets other processes have what this one does not need. */
export function shareAllowances(app: FastifyInstance, allowances: KeyAllowances, log: Log): void {
  const closing = new AbortController();
  const noteFailure = (error: unknown): void =>
    log.warn({ event: 'key.portion.failed', error }, 'Requests of a key could not be given back');
  const share = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await systemClock.sleep(releaseMs, closing.signal).catch(() => undefined);
      if (!closing.signal.aborted) await allowances.releaseScarce().catch(noteFailure);
    }
  };
  let ended = Promise.resolve();
  app.addHook('onReady', async () => void (ended = share()));
  app.addHook('onClose', async () => {
    closing.abort();
    await ended;
    await allowances.close().catch(noteFailure);
  });
}
