import type { FastifyInstance } from 'fastify';

/** Asked every few seconds by load balancers and scrapers. */
const probes: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Gives every answer its request id and writes one line per request. The line holds the route's
 * pattern and never the URL, a header or a body: those carry keys and candidates' data.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { authorization, routeOptions } = request;
    const fields = {
      event: 'request.completed',
      method: request.method,
      route: routeOptions.url ?? null,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      environment: authorization?.environment.name,
      keyId: authorization?.keyId,
      integrationId: authorization?.integration?.id,
      tool: authorization?.integration?.tool,
      errorCode: request.errorCode,
    };
    const level = probes.has(routeOptions.url) ? 'debug' : 'info';
    request.log[level](fields, 'Request completed');
  });
}
