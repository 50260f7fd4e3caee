import type { Webhook } from '@hirewire/contract';
import { type Page, code, escapeText, join, writeHead } from '../markdown.ts';
import { writeFields } from './field-table.ts';
import { listFields } from './list-fields.ts';
import { payloadOf } from './open-api.ts';

/** The page of one webhook. */
export function writeWebhookPage(webhook: Webhook): Page {
  const { id, type, summary, description, notImplemented } = webhook;
  const text = join(
    writeHead(summary, description),
    `<p class="route"><span class="method post">POST</span> <code>your address</code></p>`,
    notImplemented === null ? '' : `::: warning Not sent yet\n${escapeText(notImplemented)}\n:::`,
    escapeText(description),
    `- Type: ${code(type)}\n- Signed in the header ${code('X-Kombo-Signature')}: HMAC-SHA256 of the raw body with your webhook secret, base64url without padding\n- How to take it, and what happens when you do not: [webhooks](../guides/webhooks.md)`,
    '## Payload',
    writeFields(listFields(payloadOf(type)), 'answered'),
  );
  return { path: `webhooks/${id}.md`, text };
}
