import { listWebhookEndpoints } from '@hirewire/store';
import type { WebhookEndpoint } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getEnvironment } from '../get-environment.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { viewWebhookEndpoint } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
}

export function addWebhooksList(parent: Command): void {
  defineCommand(parent, {
    usage: 'list',
    summary: 'list the endpoints of an environment, and why one is off',
    examples: ['webhooks list', 'webhooks list --environment staging --json'],
  })
    .option('--environment <name>', 'whose endpoints', 'default')
    .action(listEndpoints);
}

async function listEndpoints(options: Options): Promise<void> {
  const endpoints = await withHirewire(options, async ({ database }) => {
    const { id } = await getEnvironment(database, options.environment);
    return listWebhookEndpoints(database, id);
  });
  printAnswer(options, endpoints.map(viewWebhookEndpoint), renderEndpoints(endpoints));
}

function renderEndpoints(endpoints: readonly WebhookEndpoint[]): string {
  if (endpoints.length === 0) return 'There is no endpoint yet. Make one with: webhooks create';
  return renderTable(
    ['id', 'url', 'events', 'state'],
    endpoints.map(({ id, url, eventTypes, isEnabled, disabledReason }) => [
      id,
      url,
      eventTypes.join(' '),
      isEnabled ? 'on' : `off: ${disabledReason ?? 'switched off by a person'}`,
    ]),
  );
}
