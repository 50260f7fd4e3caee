import { listDeliveries } from '@hirewire/store';
import type { DeliverySummary } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getWebhookEndpoint } from '../get-webhook-endpoint.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { viewDelivery } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
  limit: number;
}

export function addWebhooksDeliveries(parent: Command): void {
  defineCommand(parent, {
    usage: 'deliveries <id>',
    summary: 'what was sent to an endpoint, and what came of it; newest first',
    examples: ['webhooks deliveries 8f2KxW1mTqv3cGh7RdYpZs4N --limit 10'],
  })
    .option('--limit <count>', 'how many', wholeNumber(1, 1000), 20)
    .option('--environment <name>', 'whose endpoint', 'default')
    .action(showDeliveries);
}

async function showDeliveries(id: string, options: Options): Promise<void> {
  const { environment, limit } = options;
  const deliveries = await withHirewire(options, async ({ database }) => {
    const { environmentId } = await getWebhookEndpoint(database, { id, environment });
    return listDeliveries(database, { environmentId, endpointId: id, limit });
  });
  printAnswer(options, deliveries.map(viewDelivery), renderDeliveries(deliveries));
}

function renderDeliveries(deliveries: readonly DeliverySummary[]): string {
  if (deliveries.length === 0) return 'Nothing has happened yet that this endpoint is told of.';
  return renderTable(
    ['event', 'type', 'happened', 'state', 'tries', 'last try'],
    deliveries.map(({ eventId, type, createdAt, state, tries, lastStatus, lastError }) => [
      eventId,
      type,
      createdAt.toISOString(),
      state,
      tries,
      lastError ?? (lastStatus === null ? '' : `status ${lastStatus}`),
    ]),
  );
}
