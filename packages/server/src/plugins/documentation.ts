import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const notBuilt = `The documentation has not been built. Build it in the checkout, then start again:

npm run build
`;

/** `/docs`: the site of `packages/site`, whole from this server. */
export async function serveDocumentation(app: FastifyInstance, folder: string): Promise<void> {
  // Relative, so that they lead to the right place behind whatever prefix a reverse proxy adds.
  app.get('/docs', async (_, reply) => reply.redirect('docs/'));
  for (const path of ['/v1/docs', '/v1/docs/']) {
    app.get(path, async (_, reply) =>
      reply.redirect(path.endsWith('/') ? '../../docs/' : '../docs/'),
    );
  }
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/docs/*', async (_, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send(notBuilt),
    );
    return;
  }
  await app.register(async (docs) => serveSite(docs, folder), { prefix: '/docs' });
}

async function serveSite(docs: FastifyInstance, folder: string): Promise<void> {
  const policy = securityPolicy(folder);
  docs.addHook('onSend', async (_, reply) => {
    reply.header('content-security-policy', policy);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
  });
  const missing = readFileSync(join(folder, '404.html'));
  docs.setNotFoundHandler(async (_, reply) =>
    reply
      .code(404)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(missing),
  );
  await docs.register(fastifyStatic, {
    root: folder,
    // Addresses without `.html` are what people write by hand.
    extensions: ['html'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(folder, 'assets/'));
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/**
 * Lets a page load what is ours and nothing else. The few scripts that stand in the pages are
 * allowed by their hashes; the colours of code stand in style attributes, which have none.
 */
function securityPolicy(folder: string): string {
  const hashes = new Set<string>();
  for (const page of globSync('**/*.html', { cwd: folder })) {
    for (const script of inlineScripts(readFileSync(join(folder, page), 'utf8'))) {
      hashes.add(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    }
  }
  return [
    "default-src 'none'",
    `script-src 'self' ${[...hashes].toSorted().join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function inlineScripts(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g);
  return [...scripts].map((match) => match[1] ?? '');
}
