import { randomId } from '@hirewire/contract';
import type { SecretKeys } from '@hirewire/engine';
import type { Database } from '@hirewire/store';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';

import type { Log } from './log.ts';
import { answerErrors } from './plugins/errors.ts';
import { serveHealth } from './plugins/health.ts';
import { serveMetrics } from './plugins/metrics.ts';
import type { Monitoring } from './telemetry/open-monitoring.ts';

/**
 * Health and metrics on a port of their own, for every role: a worker has no other, and one that
 * clients do not reach needs no token. Its requests are neither logged nor measured.
 */
export function buildMonitoringApp(parts: {
  database: Database;
  secretKeys: SecretKeys;
  monitoring: Monitoring;
  log: Log;
  metricsToken: string | null;
}): FastifyInstance {
  const app = Fastify({
    loggerInstance: parts.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomId(),
    requestTimeout: 30_000,
  });
  app.decorateRequest('errorCode', undefined);
  answerErrors(app);
  serveHealth(app, parts);
  serveMetrics(app, parts.monitoring, { token: parts.metricsToken, isPrivatePort: true });
  return app;
}
