import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getWebhookEndpoint } from '../get-webhook-endpoint.ts';
import { printAnswer } from '../output/print-answer.ts';
import { viewWebhookEndpoint } from '../output/views.ts';
import { UsageError } from '../usage-error.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
  url?: string;
  event?: string[];
  description?: string;
  enable?: boolean;
  disable?: boolean;
}

export function addWebhooksSet(parent: Command): void {
  defineCommand(parent, {
    usage: 'set <id>',
    summary: 'change an endpoint, or switch it off and on; what waits for it is kept',
    examples: [
      'webhooks set 8f2KxW1mTqv3cGh7RdYpZs4N --enable',
      'webhooks set 8f2KxW1mTqv3cGh7RdYpZs4N --url https://example.org/other',
    ],
  })
    .option('--url <url>', 'where events are sent')
    .option('--event <types...>', 'which events')
    .option('--description <text>', 'to recognise the endpoint by')
    .option('--enable', 'send events again, also those that wait')
    .option('--disable', 'send nothing')
    .option('--environment <name>', 'whose endpoint', 'default')
    .action(setEndpoint);
}

async function setEndpoint(id: string, options: Options): Promise<void> {
  const { url, event: eventTypes, description, enable, disable } = options;
  if (enable && disable) throw new UsageError('Give --enable or --disable, not both.');
  const changes = {
    ...(url !== undefined && { url }),
    ...(eventTypes !== undefined && { eventTypes }),
    ...(description !== undefined && { description }),
    ...((enable ?? disable) && { isEnabled: enable === true }),
  };
  if (Object.keys(changes).length === 0) throw new UsageError('Say what to change; see --help.');
  const endpoint = await withHirewire(options, async ({ database, engine }) => {
    const found = await getWebhookEndpoint(database, { id, environment: options.environment });
    return (await engine.changeWebhookEndpoint(found, changes)) ?? found;
  });
  const state = endpoint.isEnabled ? 'on' : 'off';
  const text = `Webhook endpoint ${id} is ${state}: ${endpoint.url} gets ${endpoint.eventTypes.join(', ')}.`;
  printAnswer(options, viewWebhookEndpoint(endpoint), text);
}
