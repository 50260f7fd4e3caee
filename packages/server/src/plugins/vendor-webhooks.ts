import { ApiError, receiveVendorWebhook } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';
import type { FastifyInstance } from 'fastify';

import { routePath } from '../hirewire/route.ts';

/** Events name records; none needs more. */
const maxBytes = 1024 * 1024;

const refusals = {
  unknown: { status: 404, title: 'Nothing expected', message: 'No events are expected here.' },
  rejected: { status: 401, title: 'Not genuine', message: 'Nothing proves that the tool sent it.' },
} as const;

/**
 * `/hirewire/v1/vendor-webhooks/{integration_id}`: where a vendor tells that something has changed. The
 * vendor's signature, or the secret in the address of one that signs nothing, is all that it takes,
 * and only which records to read again is taken from it. A handshake needs neither, and has no effect.
 */
export async function serveVendorWebhooks(app: FastifyInstance, engine: Engine): Promise<void> {
  // Signatures are over the bytes as they came, whatever they are said to be.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.post<{ Params: { integration_id: string }; Querystring: Record<string, unknown> }>(
    routePath(receiveVendorWebhook),
    { config: { operation: receiveVendorWebhook }, bodyLimit: maxBytes },
    async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const id = request.params.integration_id.replaceAll('\0', '');
      const [headers, query] = [toTexts(request.headers), toTexts(request.query)];
      const outcome = await engine.ingestWebhook(id, { headers, query, body });
      if (typeof outcome === 'string') {
        const { message, ...answer } = refusals[outcome];
        throw new ApiError(null, message, answer);
      }
      return reply
        .code(outcome.status)
        .headers(outcome.headers)
        .send({ status: 'success', data: {} });
    },
  );
}

function toTexts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
