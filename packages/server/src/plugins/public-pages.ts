import { hirewireOpenApiDocument, openApiDocument } from '@hirewire/contract';
import type { FastifyInstance } from 'fastify';

import { jsonType } from './errors.ts';

const frontPage = `Hirewire: a unified API for applicant tracking systems.

API            /v1
Documentation  /docs
OpenAPI        /openapi.json, /hirewire/v1/openapi.json
Health         /healthz, /readyz
Metrics        /metrics
`;

/** The texts that need no key: front page and OpenAPI documents. */
export function servePublicPages(app: FastifyInstance, publicUrl: string | null): void {
  app.get('/', async (_, reply) => reply.type('text/plain; charset=utf-8').send(frontPage));
  const wire = write(openApiDocument(), publicUrl);
  const own = write(hirewireOpenApiDocument(), publicUrl);
  // Beside the API and, for tools, below its base.
  const documents = { '/openapi.json': wire, '/v1/openapi.json': wire };
  for (const [path, text] of Object.entries({ ...documents, '/hirewire/v1/openapi.json': own })) {
    app.get(path, async (_, reply) => reply.type(jsonType).send(text));
  }
}

type Document = Readonly<{ servers: readonly { url: string }[] }>;

/** Addresses are absolute where they are known: generators of clients cannot work with mere paths. */
function write(document: Document, publicUrl: string | null): string {
  const servers = document.servers.map(({ url }) => ({ url: `${publicUrl ?? ''}${url}` }));
  return JSON.stringify({ ...document, servers });
}
