import { systemClock } from '@hirewire/connector-kit';
import { viewIssue } from '@hirewire/server';
import type { Issue } from '@hirewire/store';
import { listIssues, muteIssue } from '@hirewire/store';
import type { Command } from 'commander';
import { commandName, defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { getEnvironment } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { withHirewire } from '../with-hirewire.ts';

interface EnvironmentOptions extends SharedOptions {
  environment: string;
}

interface ListOptions extends EnvironmentOptions {
  integration?: string;
  all?: boolean;
}

interface MuteOptions extends EnvironmentOptions {
  days: number;
}

const maxListed = 1000;

const daysFromNow = (days: number): Date =>
  new Date(systemClock.now().getTime() + days * 86_400_000);

export function addIssues(program: Command, call: Call): void {
  const issues = program.command('issues').description('show what is wrong, and what to do');
  defineCommand(issues, {
    usage: 'list',
    changes: false,
    summary: 'list open issues, newest first',
    examples: ['issues list', 'issues list --integration ashby:8f2KxW1mTqv3cGh7RdYpZs4N --all'],
  })
    .option('--integration <id>', 'only issues of this integration')
    .option('--all', 'also muted issues, and those resolved in the last 60 days')
    .option('--environment <name>', 'environment of the issues', 'default')
    .action((options: ListOptions) => list(call, options));
  defineCommand(issues, {
    usage: 'mute <id>',
    changes: true,
    summary: 'leave an issue out of lists and metrics for some days',
    examples: ['issues mute 8f2KxW1mTqv3cGh7RdYpZs4N --days 14'],
  })
    .option('--days <days>', 'days for which it is muted', wholeNumber(1, 365), 7)
    .option('--environment <name>', 'environment of the issue', 'default')
    .action((id: string, options: MuteOptions) =>
      mute(call, { ...options, id, until: daysFromNow(options.days) }),
    );
  defineCommand(issues, {
    usage: 'unmute <id>',
    changes: true,
    summary: 'show a muted issue again',
    examples: ['issues unmute 8f2KxW1mTqv3cGh7RdYpZs4N'],
  })
    .option('--environment <name>', 'environment of the issue', 'default')
    .action((id: string, options: EnvironmentOptions) =>
      mute(call, { ...options, id, until: null }),
    );
}

async function list(call: Call, options: ListOptions): Promise<void> {
  const issues = await withHirewire(call, options, async ({ database }) => {
    const { id: environmentId } = await getEnvironment(database, options.environment);
    return listIssues(database, {
      environmentId,
      integrationId: options.integration,
      status: options.all ? undefined : 'OPEN',
      hidesMuted: !options.all,
      limit: maxListed,
    });
  });
  printAnswer(call, options, { answer: issues.map(viewIssue), text: renderIssues(issues) });
}

function renderIssues(issues: readonly Issue[]): string {
  if (issues.length === 0) return 'No open issues.';
  const views = issues.map(viewIssue);
  const table = renderTable(
    ['id', 'integration', 'since', 'state', 'issue'],
    views.map((issue) => [
      issue.id,
      issue.integration_id ?? '(environment)',
      issue.first_observed_at,
      describeState(issue),
      issue.title,
    ]),
  );
  const texts = views.map(({ id, markdown_message: message }) => `${id}: ${message}`);
  return `${table}\n\n${texts.join('\n')}`;
}

function describeState({
  resolved_at: resolvedAt,
  muted_until: mutedUntil,
}: ReturnType<typeof viewIssue>): string {
  if (resolvedAt !== null) return `resolved at ${resolvedAt}`;
  const isMuted = mutedUntil !== null && new Date(mutedUntil) > systemClock.now();
  return isMuted ? `muted until ${mutedUntil}` : 'open';
}

async function mute(
  call: Call,
  { id, until, ...options }: EnvironmentOptions & { id: string; until: Date | null },
): Promise<void> {
  const issue = await withHirewire(call, options, async ({ database }) => {
    const { id: environmentId } = await getEnvironment(database, options.environment);
    return muteIssue(database, { environmentId, id, until });
  });
  if (issue === null) {
    throw new Error(
      `The environment ${options.environment} has no issue ${id}. List them: ${commandName} issues list`,
    );
  }
  const text =
    until === null
      ? `Issue ${id} is shown again.`
      : `Issue ${id} is muted until ${until.toISOString()}.`;
  printAnswer(call, options, { answer: viewIssue(issue), text });
}
