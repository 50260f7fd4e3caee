import { ApiError } from '@hirewire/contract';
import type { FastifyInstance, HTTPMethods } from 'fastify';

const allMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/**
 * Answers methods that a path does not have with 405 and those that it has: Fastify itself would say
 * that there is no such path. To be called before any route is there; `serve` then adds the answers,
 * when all are.
 */
export function answerOtherMethods(app: FastifyInstance): { serve(): void } {
  const methodsOf = new Map<string, Set<string>>();
  let isOver = false;
  app.addHook('onRoute', ({ url, method }) => {
    // What a pattern of any segments takes, it decides by itself.
    if (isOver || url.includes('*')) return;
    const known = methodsOf.get(url) ?? new Set();
    methodsOf.set(url, known);
    for (const one of [method].flat()) known.add(one);
  });
  return {
    serve() {
      isOver = true;
      for (const [url, known] of methodsOf) {
        const others = allMethods.filter((method) => !known.has(method));
        if (others.length > 0) serveRefusal(app, url, { others, known });
      }
    },
  };
}

function serveRefusal(
  app: FastifyInstance,
  url: string,
  { others, known }: { others: HTTPMethods[]; known: ReadonlySet<string> },
): void {
  const allowed = [...known].toSorted().join(', ');
  app.route({
    url,
    method: others,
    // Before a body is read.
    onRequest: async (request, reply) => {
      reply.header('allow', allowed);
      throw new ApiError(null, `There is no ${request.method} on this path, only ${allowed}.`, {
        status: 405,
        title: 'Method not allowed',
      });
    },
    handler: async () => undefined,
  });
}
