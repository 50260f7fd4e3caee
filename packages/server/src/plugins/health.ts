import { type Database, findIntegration } from '@hirewire/store';
import type { FastifyInstance } from 'fastify';

import { jsonType } from './errors.ts';

/**
 * `/healthz`: this process answers. `/readyz`: it can also reach its database, so that a load
 * balancer may send it requests. Neither needs a key, neither tells anything else.
 */
export function serveHealth(app: FastifyInstance, database: Database): void {
  app.get('/healthz', async (_, reply) => reply.type(jsonType).send('{"status":"ok"}'));
  app.get('/readyz', async (request, reply) => {
    try {
      // No integration has this id; asking for it proves the connection and the tables.
      await findIntegration(database, 'none');
    } catch (error) {
      request.log.warn({ error }, 'not ready: the database does not answer');
      return reply.code(503).type(jsonType).send('{"status":"database-unreachable"}');
    }
    return reply.type(jsonType).send('{"status":"ok"}');
  });
}
