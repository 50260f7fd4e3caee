import type { Span, Telemetry } from '@hirewire/engine';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The measurement of this request; null before it has begun. */
    span: Span | null;
  }
}

/** The operation's id or the route's pattern, never the URL: that may hold anything. */
function operationOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.config?.operation?.id ?? routeOptions.url ?? 'unknown';
}

/** Clients may send any word as their method. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Measures every request; handlers run inside of its span. */
export function measureHttp(app: FastifyInstance, telemetry: Telemetry): void {
  app.decorateRequest('span', null);
  app.addHook('onRequest', (request, _, done) => {
    const { method, id, headers } = request;
    const operation = operationOf(request);
    const attributes = {
      operation,
      route: request.routeOptions.url ?? '',
      method: methods.has(method) ? method : 'other',
      request_id: id,
    };
    request.span = telemetry.start('http request', attributes, { headers });
    // What follows, such as the question who calls, belongs to it.
    request.span.run(done);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { authorization, errorCode, span } = request;
    const integration = authorization?.integration;
    span?.end({
      status: String(reply.statusCode),
      http_status: reply.statusCode,
      ...(integration && { tool: integration.tool, integration_id: integration.id }),
      ...(errorCode && { error_code: errorCode }),
    });
  });
}
