import type { OperationId } from '@hirewire/contract';
import { openApiDocument } from '@hirewire/contract';
import scalarReference from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';

import { jsonType } from './errors.ts';

/** Keeps the reference page from asking anybody else for anything, whatever its bundle tries. */
const ownContentOnly = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
].join('; ');

const frontPage = `Hirewire: a unified API for applicant tracking systems.

API        /v1
Reference  /docs
OpenAPI    /openapi.json
Health     /healthz, /readyz
Metrics    /metrics
`;

/** Where the OpenAPI document and its page are: beside the API and, for tools, below its base. */
const pages = [
  { document: '/openapi.json', reference: '/docs' },
  { document: '/v1/openapi.json', reference: '/v1/docs' },
] as const;

/** The pages that need no key: front page, OpenAPI document and reference page. */
export async function servePublicPages(
  app: FastifyInstance,
  options: { notImplemented: readonly OperationId[]; publicUrl: string | null },
): Promise<void> {
  const { notImplemented, publicUrl } = options;
  const document = JSON.stringify({
    ...openApiDocument({ notImplemented }),
    // Absolute where it is known: generators of clients cannot work with a mere path.
    ...(publicUrl === null ? {} : { servers: [{ url: `${publicUrl}/v1` }] }),
  });
  app.get('/', async (_, reply) => reply.type('text/plain; charset=utf-8').send(frontPage));
  for (const { document: path, reference } of pages) {
    app.get(path, async (_, reply) => reply.type(jsonType).send(document));
    await app.register(scalarReference, {
      routePrefix: reference,
      hooks: {
        onRequest: (_, reply, done) => {
          reply.header('content-security-policy', ownContentOnly);
          done();
        },
      },
      configuration: {
        pageTitle: 'Hirewire API',
        // Relative, so that it is found behind whatever prefix a reverse proxy adds.
        url: '../openapi.json',
        // All that would contact scalar.com: fonts, telemetry, its AI agent and its proxy.
        withDefaultFonts: false,
        telemetry: false,
        agent: { disabled: true },
        mcp: { disabled: true },
        hideClientButton: true,
        showDeveloperTools: 'never',
      },
    });
  }
}
