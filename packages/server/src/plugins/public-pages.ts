import { openApiDocument } from '@hirewire/contract';
import type { FastifyInstance } from 'fastify';

import { jsonType } from './errors.ts';

const frontPage = `Hirewire: a unified API for applicant tracking systems.

API            /v1
Documentation  /docs
OpenAPI        /openapi.json
Health         /healthz, /readyz
Metrics        /metrics
`;

/** The texts that need no key: front page and OpenAPI document. */
export function servePublicPages(app: FastifyInstance, publicUrl: string | null): void {
  const document = JSON.stringify({
    ...openApiDocument(),
    // Absolute where it is known: generators of clients cannot work with a mere path.
    ...(publicUrl === null ? {} : { servers: [{ url: `${publicUrl}/v1` }] }),
  });
  app.get('/', async (_, reply) => reply.type('text/plain; charset=utf-8').send(frontPage));
  // Beside the API and, for tools, below its base.
  for (const path of ['/openapi.json', '/v1/openapi.json']) {
    app.get(path, async (_, reply) => reply.type(jsonType).send(document));
  }
}
