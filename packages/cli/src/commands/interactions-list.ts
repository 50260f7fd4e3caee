import { listInteractions } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  limit: number;
}

export function addInteractionsList(parent: Command): void {
  defineCommand(parent, {
    usage: 'list <integration>',
    summary: 'list the live actions of an integration, newest first',
    examples: ['interactions list ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --limit 50'],
  })
    .option('--limit <count>', 'how many', wholeNumber(1, 1000), 20)
    .action(list);
}

async function list(integrationId: string, options: Options): Promise<void> {
  const interactions = await withHirewire(options, async ({ database }) => {
    await getIntegration(database, integrationId);
    return listInteractions(database, integrationId, { limit: options.limit });
  });
  const answer = interactions.map(({ id, operation, startedAt, endedAt, status, errorCode }) => ({
    id,
    operation,
    started_at: startedAt,
    ended_at: endedAt,
    status,
    error_code: errorCode,
  }));
  const rows = answer.map((one) => [
    one.id,
    one.operation,
    one.started_at.toISOString(),
    one.status === null ? 'not ended' : String(one.status),
    one.error_code ?? '',
  ]);
  const text =
    rows.length === 0
      ? 'No action has been called on this integration in the last 60 days.'
      : renderTable(['id', 'operation', 'started', 'status', 'error'], rows);
  printAnswer(options, answer, text);
}
