import { deleteWebhookEndpoint } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getWebhookEndpoint } from '../get-webhook-endpoint.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
}

export function addWebhooksDelete(parent: Command): void {
  defineCommand(parent, {
    usage: 'delete <id>',
    summary: 'delete an endpoint, and what waits for it',
    examples: ['webhooks delete 8f2KxW1mTqv3cGh7RdYpZs4N'],
  })
    .option('--environment <name>', 'whose endpoint', 'default')
    .action(deleteEndpoint);
}

async function deleteEndpoint(id: string, options: Options): Promise<void> {
  await withHirewire(options, async ({ database }) => {
    const endpoint = await getWebhookEndpoint(database, { id, environment: options.environment });
    await deleteWebhookEndpoint(database, endpoint);
  });
  printAnswer(options, { id, deleted: true }, `The webhook endpoint ${id} is deleted.`);
}
