import { createHash } from 'node:crypto';

import type { Engine, IntegrationLink } from '@hirewire/engine';
import { type Database, findIntegration } from '@hirewire/store';
import type { FastifyInstance } from 'fastify';

import { connectPath } from '../connect-link.ts';
import { type ConnectState, connectText } from '../connect-texts.ts';

const statuses: Readonly<Record<ConnectState, number>> = {
  reconnect: 200,
  setup: 200,
  expired: 410,
  invalid: 404,
};

/** What a token comes to. */
interface Outcome {
  state: ConnectState;
  /** Null if the link is unknown. */
  link: IntegrationLink | null;
  tool: string;
}

/**
 * `/connect?token=…`: where links for end users lead. The flow itself is not there yet, so that the
 * page says whether the link is good, and what its owner can do. It has no script and no form, and
 * only links that were made for it may be shown in somebody's frame.
 */
export function serveConnectPage(
  app: FastifyInstance,
  parts: { database: Database; engine: Engine },
): void {
  app.get<{ Querystring: { token?: unknown } }>(connectPath, async (request, reply) => {
    const { token } = request.query;
    const { state, link, tool } = await resolve(parts, typeof token === 'string' ? token : '');
    return (
      reply
        .code(statuses[state])
        .type('text/html; charset=utf-8')
        .header('content-security-policy', securityPolicy(link?.type === 'EMBEDDED'))
        .header('x-content-type-options', 'nosniff')
        // The address is the right to use the link: it goes to nobody else, and stays in no cache.
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-store')
        .header('x-robots-tag', 'noindex')
        .send(render(state, link?.language ?? 'en', tool))
    );
  });
}

async function resolve(
  { database, engine }: { database: Database; engine: Engine },
  token: string,
): Promise<Outcome> {
  const opened = engine.openLinkToken(token);
  if (opened.state === 'invalid') return { state: 'invalid', link: null, tool: '' };
  const { link } = opened;
  if (opened.state === 'expired') return { state: 'expired', link, tool: '' };
  const integration = await findIntegration(database, link.integrationId);
  if (integration === null) return { state: 'invalid', link, tool: '' };
  const tool = engine.connectors.get(integration.tool)?.tool.label ?? integration.tool;
  return { state: link.purpose, link, tool };
}

const style =
  'body{margin:0;min-height:100vh;display:grid;place-items:center;font:1rem/1.5 system-ui,sans-serif}' +
  'main{box-sizing:border-box;max-width:30rem;margin:1rem;padding:2rem;border-radius:.75rem;' +
  'background:#fff;color:#1a1a1a;box-shadow:0 0 2rem #0003}h1{margin:0 0 1rem;font-size:1.25rem}' +
  'p{margin:.5rem 0 0}';

const styleHash = createHash('sha256').update(style).digest('base64');

function securityPolicy(isFrameable: boolean): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${isFrameable ? '*' : "'none'"}`,
  ].join('; ');
}

function render(state: ConnectState, language: IntegrationLink['language'], tool: string): string {
  const { title, sentences } = connectText(state, language, tool);
  const paragraphs = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('\n');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${paragraphs}
</main>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
