import type { FastifyInstance } from 'fastify';

/**
 * Gives every answer its request id and writes one line per request. The line holds the route's
 * pattern and never the URL, a header or a body: those carry keys and candidates' data.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        event: 'request.completed',
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
        keyId: request.authorization?.keyId,
        integrationId: request.authorization?.integration?.id,
        errorCode: request.errorCode,
      },
      'Request completed',
    );
  });
}
