import { listRuns } from '@hirewire/store';
import type { Integration } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderRun } from '../output/render-run.ts';
import { renderTable } from '../output/render-table.ts';
import { viewIntegration, viewRun } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  runs: number;
}

export function addIntegrationsShow(parent: Command): void {
  defineCommand(parent, {
    usage: 'show <id>',
    summary: 'show an integration with its latest syncs',
    examples: ['integrations show ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S'],
  })
    .option('--runs <count>', 'how many syncs', wholeNumber(1, 100), 3)
    .action(show);
}

async function show(id: string, options: Options): Promise<void> {
  const { integration, runs } = await withHirewire(options, async ({ database }) => ({
    integration: await getIntegration(database, id),
    runs: await listRuns(database, id, { limit: options.runs }),
  }));
  printAnswer(
    options,
    { ...viewIntegration(integration), runs: runs.map(viewRun) },
    [renderIntegration(integration), ...runs.map(renderRun)].join('\n\n'),
  );
}

function renderIntegration(integration: Integration): string {
  const { endUser } = integration;
  return renderTable(
    [integration.id, ''],
    [
      ['  organization', endUser.organizationName],
      ['  connected by', endUser.creatorEmail ?? 'unknown'],
      ['  origin id', endUser.originId ?? 'none'],
      ['  status', `${integration.status}, setup ${integration.setupStatus}`],
      ['  created', integration.createdAt.toISOString()],
      ['  first synced', integration.firstSyncedAt?.toISOString() ?? 'not yet'],
      ['  remote', integration.remoteBaseUrl ?? 'the vendor'],
    ],
  );
}
