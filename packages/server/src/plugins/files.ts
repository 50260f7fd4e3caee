import { Readable } from 'node:stream';

import { ApiError, downloadFile } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';
import type { FastifyInstance } from 'fastify';

import { routePath } from '../hirewire/route.ts';

/** As long as the tool may take for a file. */
const downloadTimeoutMs = 6 * 60_000;

/**
 * `/hirewire/v1/files/{token}`: a file of a tool, streamed through. The token of the link is all that
 * it takes; it is encrypted, lives for minutes, and stands for one file.
 */
export function serveFiles(app: FastifyInstance, engine: Engine): void {
  app.get<{ Params: { token: string } }>(
    routePath(downloadFile),
    { config: { operation: downloadFile }, handlerTimeout: downloadTimeoutMs },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.on('close', () => gone.abort(new Error('The receiver has gone.')));
      const opened = await engine.openLinkedFile(request.params.token, gone.signal);
      if ('gone' in opened) {
        const message =
          'This link to a file has expired, or was never valid. Read the attachments again for a new one.';
        throw new ApiError(null, message, { status: 404, title: 'Link expired' });
      }
      const { name, file } = opened;
      if (file.size !== null) reply.header('content-length', file.size);
      return (
        reply
          .type(file.contentType)
          .header('content-disposition', contentDisposition(name))
          // A file is somebody else's: never a page of ours, never kept on the way.
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('x-content-type-options', 'nosniff')
          .header('referrer-policy', 'no-referrer')
          .header('cache-control', 'private, no-store')
          .send(Readable.from(file.body))
      );
    },
  );
}

/** https://www.rfc-editor.org/rfc/rfc6266 with the encoding of RFC 8187. */
function contentDisposition(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
