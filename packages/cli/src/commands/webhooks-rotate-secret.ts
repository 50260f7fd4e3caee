import type { Command } from 'commander';
import { defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getWebhookEndpoint } from '../get-webhook-endpoint.ts';
import { printAnswer } from '../output/print-answer.ts';
import { viewWebhookEndpoint } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
  overlapHours: number;
}

export function addWebhooksRotateSecret(parent: Command): void {
  defineCommand(parent, {
    usage: 'rotate-secret <id>',
    summary: 'make a new secret; the old one stays valid for a while',
    examples: ['webhooks rotate-secret 8f2KxW1mTqv3cGh7RdYpZs4N --overlap-hours 48'],
  })
    .option('--overlap-hours <hours>', 'how long both are valid', wholeNumber(0, 168), 24)
    .option('--environment <name>', 'whose endpoint', 'default')
    .action(rotateSecret);
}

async function rotateSecret(id: string, options: Options): Promise<void> {
  const { environment, overlapHours } = options;
  const rotated = await withHirewire(options, async ({ database, engine }) => {
    const place = await getWebhookEndpoint(database, { id, environment });
    return engine.rotateWebhookSecret(place, overlapHours * 3600);
  });
  if (rotated === null) throw new Error(`The webhook endpoint ${id} was deleted just now.`);
  const { endpoint, secret } = rotated;
  printAnswer(
    options,
    { ...viewWebhookEndpoint(endpoint), secret },
    `The new secret of webhook endpoint ${id}:\n\n  ${secret}\n\nKeep it safe, it cannot be shown ` +
      `again. The old one stays valid for ${overlapHours} hours: let receivers accept both.`,
  );
}
