import type { Webhook } from '@hirewire/contract';
import { type Page, code, escapeText, join, writeHead } from '../markdown.ts';
import { examplePayload } from './example-response.ts';
import { writeFields } from './field-list.ts';
import { writeExampleJson } from './literals.ts';
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
    `- Type: ${code(type)}\n- Signed in the header ${code('X-Kombo-Signature')}: HMAC-SHA256 of the raw body with your webhook secret, base64url without padding\n- How to receive it, and when Hirewire retries: [webhooks](../guides/webhooks.md)`,
    '## Payload',
    writeExampleJson(examplePayload(type)),
    '### Fields',
    writeFields(listFields(payloadOf(type)), 'received'),
  );
  return { path: `webhooks/${id}.md`, text };
}
