import { replayEvents } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getWebhookEndpoint } from '../get-webhook-endpoint.ts';
import { printAnswer } from '../output/print-answer.ts';
import { UsageError } from '../usage-error.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
  event?: string;
  from?: string;
  to?: string;
}

export function addWebhooksReplay(parent: Command): void {
  defineCommand(parent, {
    usage: 'replay <id>',
    summary: 'send events again, delivered or not: one, or those of a time range',
    examples: [
      'webhooks replay 8f2KxW1mTqv3cGh7RdYpZs4N --event 26vafvWSRmbhNcxJYqjCzuJg',
      'webhooks replay 8f2KxW1mTqv3cGh7RdYpZs4N --from 2026-11-01T00:00:00Z',
    ],
  })
    .option('--event <id>', 'one event')
    .option('--from <date-time>', 'all events from then on; they are kept for 30 days')
    .option('--to <date-time>', 'up to then; default: now')
    .option('--environment <name>', 'whose endpoint', 'default')
    .action(replay);
}

async function replay(id: string, options: Options): Promise<void> {
  const wanted = readWanted(options);
  const count = await withHirewire(options, async ({ database }) => {
    const place = await getWebhookEndpoint(database, { id, environment: options.environment });
    return replayEvents(database, place, wanted);
  });
  printAnswer(options, { id, replayed: count }, `${count} events will be sent again.`);
}

function readWanted({ event, from, to }: Options): Parameters<typeof replayEvents>[2] {
  if ((event === undefined) === (from === undefined)) {
    throw new UsageError('Give either --event or --from.');
  }
  if (event !== undefined) return { eventId: event };
  return { from: readTime('--from', from), to: readTime('--to', to ?? '9999-12-31T00:00:00Z') };
}

function readTime(option: string, text = ''): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new UsageError(`${option} must be a date-time such as 2026-11-01T00:00:00Z.`);
}
