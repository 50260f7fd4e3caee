import { type Database, isSchemaReady } from '@hirewire/store';
import type { FastifyInstance } from 'fastify';

import { jsonType } from './errors.ts';

/**
 * `/healthz`: this process answers. `/readyz`: it can also reach its database, and finds in it what
 * this version needs, so that a load balancer may send it requests. Neither needs a key, neither
 * tells anything else.
 */
export function serveHealth(app: FastifyInstance, database: Database): void {
  app.get('/healthz', async (_, reply) => reply.type(jsonType).send('{"status":"ok"}'));
  app.get('/readyz', async (request, reply) => {
    const status = await isSchemaReady(database).then(
      (isReady) => (isReady ? 'ok' : 'database-outdated'),
      (error: unknown) => {
        request.log.warn(
          { event: 'health.not_ready', error },
          'Not ready: the database does not respond',
        );
        return 'database-unreachable';
      },
    );
    return reply
      .code(status === 'ok' ? 200 : 503)
      .type(jsonType)
      .send(JSON.stringify({ status }));
  });
}
