import { disabledNames } from '@hirewire/engine';
import { listRuns } from '@hirewire/store';
import type { Integration, Schedule, SyncRun } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderHistory, renderRun } from '../output/render-run.ts';
import { renderTable } from '../output/render-table.ts';
import { viewIntegration, viewRun } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  runs: number;
}

export function addIntegrationsShow(parent: Command): void {
  defineCommand(parent, {
    usage: 'show <id>',
    summary: 'show an integration, its syncs in detail, and their history',
    examples: ['integrations show ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S'],
  })
    .option('--runs <count>', 'how many syncs of the history', wholeNumber(1, 100), 10)
    .action(show);
}

/** Deltas between two full syncs are many: looked through for the last full one. */
const lookedThrough = 100;

async function show(id: string, options: Options): Promise<void> {
  const { integration, runs, schedule } = await withHirewire(
    options,
    async ({ database, settings }) => ({
      integration: await getIntegration(database, id),
      runs: await listRuns(database, id, { limit: lookedThrough }),
      schedule: { deltaMinutes: settings.deltaSyncMinutes, fullHours: settings.fullSyncHours },
    }),
  );
  const history = runs.slice(0, options.runs);
  const parts = [
    renderIntegration(integration, schedule),
    ...inDetail(runs).map((run) => renderRun(run)),
  ];
  if (history.length > 0) parts.push(renderHistory(history));
  printAnswer(
    options,
    { ...viewIntegration(integration), runs: history.map(viewRun) },
    parts.join('\n\n'),
  );
}

/** Those that have not ended, and the last of each type that has. */
function inDetail(runs: readonly SyncRun[]): SyncRun[] {
  const ended = (['FULL', 'DELTA'] as const).map((type) =>
    runs.find((run) => run.type === type && run.endedAt !== null),
  );
  return runs.filter((run) => run.endedAt === null || ended.includes(run));
}

function renderIntegration(integration: Integration, schedule: Schedule): string {
  const { endUser, authenticationFailingSince } = integration;
  const refusal =
    authenticationFailingSince === null
      ? ''
      : `, credentials refused since ${authenticationFailingSince.toISOString()}`;
  return renderTable(
    [integration.id, ''],
    [
      ['  organization', endUser.organizationName],
      ['  connected by', endUser.creatorEmail ?? 'unknown'],
      ['  origin id', endUser.originId ?? 'none'],
      ['  status', `${integration.status}, setup ${integration.setupStatus}${refusal}`],
      ['  created', integration.createdAt.toISOString()],
      ['  first synced', integration.firstSyncedAt?.toISOString() ?? 'not yet'],
      ['  syncs', renderSchedule(integration, schedule)],
      ['  switched off', disabledNames(integration.settings).join(', ') || 'nothing'],
      ['  remote', integration.remoteBaseUrl ?? 'the vendor'],
    ],
  );
}

function renderSchedule({ status, settings }: Integration, schedule: Schedule): string {
  if (status !== 'ACTIVE') return `none, as it is ${status}`;
  const minutes = Number(settings['delta_sync_minutes'] ?? schedule.deltaMinutes);
  const hours = Number(settings['full_sync_hours'] ?? schedule.fullHours);
  const parts = [
    ...(hours > 0 ? [`all every ${hours} h`] : []),
    ...(minutes > 0 ? [`changes every ${minutes} min, where the tool can tell them`] : []),
  ];
  return parts.length === 0 ? 'none are scheduled' : parts.join('; ');
}
