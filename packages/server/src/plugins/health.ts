import type { SecretKeys } from '@hirewire/engine';
import { type Database, isSchemaReady } from '@hirewire/store';
import type { FastifyInstance } from 'fastify';

import { rememberRightKeys } from '../check-secret-keys.ts';
import { jsonType } from './errors.ts';

interface HealthParts {
  database: Database;
  secretKeys: SecretKeys;
}

/**
 * `/healthz`: this process answers. `/readyz`: it can also reach its database, and finds in it what
 * this version needs, sealed with a key that it has, so that a load balancer may send it requests. Neither needs a key, neither
 * tells anything else.
 */
export function serveHealth(app: FastifyInstance, { database, secretKeys }: HealthParts): void {
  const hasRightKeys = rememberRightKeys(database, secretKeys);
  const findStatus = async (): Promise<string> => {
    if (!(await isSchemaReady(database))) return 'database-outdated';
    return (await hasRightKeys()) ? 'ok' : 'secret-key-wrong';
  };
  app.get('/healthz', async (_, reply) => reply.type(jsonType).send('{"status":"ok"}'));
  app.get('/readyz', async (request, reply) => {
    const status = await findStatus().catch((error: unknown) => {
      request.log.warn(
        { event: 'health.not_ready', error },
        'Not ready: the database does not respond',
      );
      return 'database-unreachable';
    });
    return reply
      .code(status === 'ok' ? 200 : 503)
      .type(jsonType)
      .send(JSON.stringify({ status }));
  });
}
