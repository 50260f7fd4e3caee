import { createHash, timingSafeEqual } from 'node:crypto';

import { ApiError } from '@hirewire/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Monitoring } from '../telemetry/open-monitoring.ts';

/** The text format of Prometheus. */
const contentType = 'text/plain; version=0.0.4; charset=utf-8';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function knows(token: string, { headers }: FastifyRequest): boolean {
  const given = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

export interface MetricsAccess {
  /** Who knows it may read; null where none is configured. */
  token: string | null;
  /** Required on a port that clients of the API can reach. */
  isPrivatePort: boolean;
}

/**
 * `/metrics`: how much goes on, how fast, and for which tools. Not for everybody: it names
 * integrations, and a reverse proxy makes strangers look like this machine.
 */
export function serveMetrics(
  app: FastifyInstance,
  { metricsText }: Pick<Monitoring, 'metricsText'>,
  { token, isPrivatePort }: MetricsAccess,
): void {
  app.get('/metrics', async (request, reply) => {
    if (token === null && !isPrivatePort) {
      throw new ApiError(
        null,
        'Metrics are closed on the port of the API. Set HIREWIRE_METRICS_TOKEN to read them here, ' +
          'or HIREWIRE_MONITORING_PORT to read them on a port of their own.',
        { status: 404, title: 'Metrics are closed' },
      );
    }
    if (token !== null && !knows(token, request)) {
      throw new ApiError(
        'PLATFORM.AUTHENTICATION_INVALID',
        'Metrics need the header `Authorization: Bearer <HIREWIRE_METRICS_TOKEN>`.',
      );
    }
    return reply
      .type(contentType)
      .header('cache-control', 'no-store')
      .send(await metricsText());
  });
}
