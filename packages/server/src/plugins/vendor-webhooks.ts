import type { Engine } from '@hirewire/engine';
import type { FastifyInstance } from 'fastify';

import { ApiError } from '../api-error.ts';

/** Events name records; none needs more. */
const mostBytes = 1024 * 1024;

const refusals = {
  unknown: { status: 404, title: 'Nothing expected', message: 'No events are expected here.' },
  refused: { status: 401, title: 'Not genuine', message: 'The signature does not fit the body.' },
} as const;

/**
 * `/hirewire/v1/vendor-webhooks/{integration}`: where a vendor tells that something has changed. The
 * vendor's signature is all that it takes, and only which records to read again is taken from it.
 */
export async function serveVendorWebhooks(app: FastifyInstance, engine: Engine): Promise<void> {
  // Signatures are over the bytes as they came, whatever they are said to be.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
  app.post<{ Params: { integration: string } }>(
    '/vendor-webhooks/:integration',
    { bodyLimit: mostBytes },
    async (request) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const body = typeof request.body === 'string' ? request.body : '';
      const id = request.params.integration.replaceAll('\0', '');
      const outcome = await engine.takeVendorEvent(id, { headers, body });
      if (outcome === 'taken') return { status: 'success', data: {} };
      const { message, ...answer } = refusals[outcome];
      throw new ApiError(null, message, answer);
    },
  );
}
