import { findOrCreateEnvironment } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { printAnswer } from '../output/print-answer.ts';
import { viewWebhookEndpoint } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
  event?: string[];
  description?: string;
}

export function addWebhooksCreate(parent: Command): void {
  defineCommand(parent, {
    usage: 'create <url>',
    summary: 'send events to an address; its secret is shown this once',
    examples: [
      'webhooks create https://example.org/hirewire',
      'webhooks create https://example.org/hirewire --event data-changed sync-finished',
    ],
  })
    .option('--event <types...>', 'which events; default: all')
    .option('--description <text>', 'to recognise the endpoint by')
    .option('--environment <name>', 'whose events; made when new', 'default')
    .action(createEndpoint);
}

async function createEndpoint(url: string, options: Options): Promise<void> {
  const { endpoint, secret } = await withHirewire(options, async ({ database, engine }) => {
    const { id } = await findOrCreateEnvironment(database, { name: options.environment });
    return engine.createWebhookEndpoint({
      environmentId: id,
      url,
      description: options.description ?? null,
      eventTypes: options.event ?? null,
    });
  });
  printAnswer(
    options,
    { ...viewWebhookEndpoint(endpoint), secret },
    `Webhook endpoint ${endpoint.id} gets ${endpoint.eventTypes.join(', ')}. Its secret:\n\n` +
      `  ${secret}\n\nKeep it safe, it cannot be shown again.`,
  );
}
