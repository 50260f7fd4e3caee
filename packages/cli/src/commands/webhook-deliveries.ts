import { viewWebhookDelivery } from '@hirewire/server';
import { listDeliveries, replayEvents } from '@hirewire/store';
import type { DeliverySummary } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { UsageError } from '../errors.ts';
import type { Call } from '../io.ts';
import { getWebhookEndpoint } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { withHirewire } from '../with-hirewire.ts';

interface DeliveriesOptions extends SharedOptions {
  environment: string;
  limit: number;
}

interface ReplayOptions extends SharedOptions {
  environment: string;
  event?: string;
  from?: string;
  to?: string;
}

export function addDeliveries(webhooks: Command, call: Call): void {
  defineCommand(webhooks, {
    usage: 'deliveries <id>',
    changes: false,
    summary: 'list the deliveries of an endpoint with their outcome, newest first',
    examples: ['webhooks deliveries 8f2KxW1mTqv3cGh7RdYpZs4N --limit 10'],
  })
    .option('--limit <count>', 'maximum number of deliveries', wholeNumber(1, 1000), 20)
    .option('--environment <name>', 'environment of the endpoint', 'default')
    .action((id: string, options: DeliveriesOptions) => showDeliveries(call, id, options));
}

export function addReplay(webhooks: Command, call: Call): void {
  defineCommand(webhooks, {
    usage: 'replay <id>',
    changes: true,
    summary: 'send one event, or all events of a time range, again',
    examples: [
      'webhooks replay 8f2KxW1mTqv3cGh7RdYpZs4N --event 26vafvWSRmbhNcxJYqjCzuJg',
      'webhooks replay 8f2KxW1mTqv3cGh7RdYpZs4N --from 2026-11-01T00:00:00Z',
    ],
  })
    .option('--event <id>', 'a single event')
    .option('--from <date-time>', 'events since then (events are kept for 30 days)')
    .option('--to <date-time>', 'events until then; default: now')
    .option('--environment <name>', 'environment of the endpoint', 'default')
    .action((id: string, options: ReplayOptions) => replay(call, id, options));
}

async function showDeliveries(call: Call, id: string, options: DeliveriesOptions): Promise<void> {
  const { environment, limit } = options;
  const deliveries = await withHirewire(call, options, async ({ database }) => {
    const { environmentId } = await getWebhookEndpoint(database, { id, environment });
    return listDeliveries(database, { environmentId, endpointId: id, limit });
  });
  const answer = deliveries.map(viewWebhookDelivery);
  printAnswer(call, options, { answer, text: renderDeliveries(deliveries) });
}

function renderDeliveries(deliveries: readonly DeliverySummary[]): string {
  if (deliveries.length === 0) return 'No deliveries yet.';
  return renderTable(
    ['event', 'type', 'created', 'state', 'tries', 'last try'],
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

async function replay(call: Call, id: string, options: ReplayOptions): Promise<void> {
  const selection = readSelection(options);
  const count = await withHirewire(call, options, async ({ database }) => {
    const found = await getWebhookEndpoint(database, { id, environment: options.environment });
    return replayEvents(database, found, selection);
  });
  printAnswer(call, options, {
    answer: { id, replayed: count },
    text: `${count} events will be sent again.`,
  });
}

function readSelection({ event, from, to }: ReplayOptions): Parameters<typeof replayEvents>[2] {
  if ((event === undefined) === (from === undefined)) {
    throw new UsageError('Use either --event or --from.');
  }
  if (event !== undefined) return { eventId: event };
  return { from: readTime('--from', from), to: readTime('--to', to ?? '9999-12-31T00:00:00Z') };
}

function readTime(option: string, text = ''): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new UsageError(`${option} must be a date-time such as 2026-11-01T00:00:00Z.`);
}
