import { ApiError } from '@hirewire/contract';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

/**
 * Limits each API key to so many requests per minute and tells the client in the three
 * `ratelimit-…` headers. Counted per process: see decision 8 for why.
 */
export async function limitRate(app: FastifyInstance, requestsPerMinute: number): Promise<void> {
  if (requestsPerMinute === 0) return;
  await app.register(rateLimit, {
    global: false,
    enableDraftSpec: true,
    max: requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => request.authorization?.keyId ?? '',
    errorResponseBuilder: (_, { max, ttl }) =>
      new ApiError(
        'PLATFORM.RATE_LIMIT_EXCEEDED',
        `This API key has used its ${max} requests of this minute; ` +
          `the next one is allowed in ${Math.ceil(ttl / 1000)} seconds.`,
      ),
  });
  app.addHook('onRequest', app.rateLimit());
}
