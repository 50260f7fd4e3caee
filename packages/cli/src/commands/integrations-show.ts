import { disabledNames } from '@hirewire/engine';
import { scheduleOf, viewOverview, viewSync } from '@hirewire/server';
import { listOverviews, listRuns, listVendorWebhooks } from '@hirewire/store';
import type { Integration, Schedule, SyncRun, VendorWebhook } from '@hirewire/store';
import { integrationStates } from '@hirewire/contract';
import { Option } from 'commander';
import type { Command } from 'commander';
import { commandName, defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { getEnvironment, getIntegration } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderHistory, renderRun } from '../output/render-run.ts';
import { renderTable } from '../output/render-table.ts';
import { describeMissing, viewIntegration } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

interface ListOptions extends SharedOptions {
  environment?: string;
  failing?: boolean;
  status?: Integration['status'];
  tool?: string;
  search?: string;
}

interface ShowOptions extends SharedOptions {
  runs: number;
}

const maxListed = 10_000;

export function addList(integrations: Command, call: Call): void {
  defineCommand(integrations, {
    usage: 'list',
    changes: false,
    summary: 'list integrations, oldest first, with their health and what is wrong',
    examples: ['integrations list --failing', 'integrations list --tool ashby --json'],
  })
    .option('--failing', 'only integrations with open issues')
    .option('--environment <name>', 'only integrations of this environment')
    .addOption(
      new Option('--status <status>', 'only integrations with this status').choices([
        ...integrationStates,
      ]),
    )
    .option('--tool <tool>', 'only integrations with this tool')
    .option('--search <text>', 'only those whose id, organization or origin id contains this')
    .action((options: ListOptions) => list(call, options));
}

export function addShow(integrations: Command, call: Call): void {
  defineCommand(integrations, {
    usage: 'show <id>',
    changes: false,
    summary: 'show an integration, its last syncs in detail, and their history',
    examples: ['integrations show ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S'],
  })
    .option('--runs <count>', 'maximum number of syncs in the history', wholeNumber(1, 100), 10)
    .action((id: string, options: ShowOptions) => show(call, id, options));
}

async function list(call: Call, options: ListOptions): Promise<void> {
  const { environment, failing, search, status, tool } = options;
  const overviews = await withHirewire(call, options, async ({ database, engine, settings }) =>
    listOverviews(database, {
      ...(environment !== undefined && {
        environmentId: (await getEnvironment(database, environment)).id,
      }),
      status,
      tool,
      search,
      ...(failing && { health: 'FAILING' }),
      schedule: scheduleOf(settings),
      deltaTools: engine.deltaTools,
      limit: maxListed,
    }),
  );
  const answer = overviews.map((overview) => ({
    ...viewIntegration(overview.integration),
    ...viewOverview(overview),
    data_from: overview.succeededFrom,
  }));
  printAnswer(call, options, { answer, text: renderIntegrations(answer, options) });
}

function renderIntegrations(
  integrations: readonly ReturnType<typeof viewOverview>[],
  { environment, failing, search, status, tool }: ListOptions,
): string {
  if (integrations.length === 0) {
    if (failing || [environment, search, status, tool].some((filter) => filter !== undefined)) {
      return 'No such integrations.';
    }
    return `No integrations yet. Create one: ${commandName} integrations create`;
  }
  return renderTable(
    ['id', 'organization', 'status', 'health', 'last success', 'next sync', 'problem'],
    integrations.map((integration) => [
      integration.id,
      integration.end_user.organization_name,
      integration.status,
      integration.health,
      integration.last_success_at ?? 'never',
      renderNextSync(integration),
      renderProblem(integration),
    ]),
  );
}

function renderNextSync({
  next_sync_at: at,
  last_sync: last,
}: ReturnType<typeof viewOverview>): string {
  if (at !== null) return at;
  return last !== null && last.ended_at === null ? last.state.toLowerCase() : 'none';
}

function renderProblem({ open_issues: issues }: ReturnType<typeof viewOverview>): string {
  const [first, ...others] = issues;
  if (first === undefined) return '';
  return others.length === 0 ? first.title : `${first.title} (and ${others.length} more)`;
}

/** There are many deltas between two full syncs: searched for the last full one. */
const maxSearched = 100;

async function show(call: Call, id: string, options: ShowOptions): Promise<void> {
  const { integration, runs, schedule, webhooks } = await withHirewire(
    call,
    options,
    async ({ database, settings }) => ({
      integration: await getIntegration(database, id),
      runs: await listRuns(database, id, { limit: maxSearched }),
      webhooks: await listVendorWebhooks(database, id),
      schedule: scheduleOf(settings),
    }),
  );
  const history = runs.slice(0, options.runs);
  const parts = [
    renderIntegration(integration, { schedule, webhooks }),
    ...inDetail(runs).map((run) => renderRun(run)),
  ];
  if (history.length > 0) parts.push(renderHistory(history));
  printAnswer(call, options, {
    answer: {
      ...viewIntegration(integration),
      vendor_webhooks: webhooks,
      runs: history.map(viewSync),
    },
    text: parts.join('\n\n'),
  });
}

/** Those that have not ended, and the last of each type that has. */
function inDetail(runs: readonly SyncRun[]): SyncRun[] {
  const ended = (['FULL', 'DELTA'] as const).map((type) =>
    runs.find((run) => run.type === type && run.endedAt !== null),
  );
  return runs.filter((run) => run.endedAt === null || ended.includes(run));
}

/** Such as `15 registered, 2 disabled by the tool`. */
function renderWebhooks(webhooks: readonly VendorWebhook[]): string {
  if (webhooks.length === 0) return 'none registered';
  const count = (state: VendorWebhook['state']): number =>
    webhooks.filter((webhook) => webhook.state === state).length;
  const lost = [
    [count('disabled'), 'disabled by the tool'],
    [count('gone'), 'deleted there'],
  ] as const;
  const parts = lost.filter(([number]) => number > 0).map((part) => part.join(' '));
  if (parts.length === 0) return `${webhooks.length} registered`;
  return `${webhooks.length} registered, ${parts.join(', ')}: register them again`;
}

function renderIntegration(
  integration: Integration,
  { schedule, webhooks }: { schedule: Schedule; webhooks: readonly VendorWebhook[] },
): string {
  const { endUser, authenticationFailingSince, credentialsExpireAt } = integration;
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
      ...(credentialsExpireAt === null
        ? []
        : [['  credentials expire', credentialsExpireAt.toISOString()]]),
      ['  created', integration.createdAt.toISOString()],
      ['  first synced', integration.firstSyncedAt?.toISOString() ?? 'not yet'],
      ['  syncs', renderSchedule(integration, schedule)],
      ['  webhooks', renderWebhooks(webhooks)],
      ...describeMissing(integration).map((missing) => ['  lacks permission', missing]),
      ['  disabled', disabledNames(integration.settings).join(', ') || 'nothing'],
      ['  base URL', integration.remoteBaseUrl ?? "the vendor's"],
    ],
  );
}

function renderSchedule({ status, settings }: Integration, schedule: Schedule): string {
  if (status !== 'ACTIVE') return `none, because it is ${status}`;
  const minutes = Number(settings['delta_sync_minutes'] ?? schedule.deltaMinutes);
  const hours = Number(settings['full_sync_hours'] ?? schedule.fullHours);
  const parts = [
    ...(hours > 0 ? [`full every ${hours} h`] : []),
    ...(minutes > 0 ? [`changes every ${minutes} min, if the tool supports it`] : []),
  ];
  return parts.length === 0 ? 'not scheduled' : parts.join('; ');
}
