import { viewErasure } from '@hirewire/server';
import type { Hirewire } from '@hirewire/server';
import type { ErasureOutcome, ErasureReceipt } from '@hirewire/store';
import { liftErasure, listErasures } from '@hirewire/store';
import type { Command } from 'commander';
import { confirm } from '../confirm.ts';
import { commandName, defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { writeLine } from '../io.ts';
import { getEnvironment } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { requesterOfCommand } from '../requester.ts';
import { withHirewire } from '../with-hirewire.ts';

interface EnvironmentOptions extends SharedOptions {
  environment: string;
}

interface CreateOptions extends EnvironmentOptions {
  candidate?: string;
  email?: string;
  phone?: string;
  integration?: string;
  dryRun?: boolean;
  yes?: boolean;
}

interface ListOptions extends EnvironmentOptions {
  limit: number;
}

export function addErasures(program: Command, call: Call): void {
  const erasures = program
    .command('erasures')
    .description('erase people for good, and show what was erased');
  defineCommand(erasures, {
    usage: 'create',
    changes: true,
    summary: 'erase a person and keep them out of later syncs; the ATS is not changed',
    examples: [
      'erasures create --candidate 8f2KxW1mTqv3cGh7RdYpZs4N --dry-run',
      'erasures create --email ada@example.com --yes',
    ],
  })
    .option('--candidate <id>', 'id of a candidate')
    .option('--email <address>', 'e-mail address: all candidates who have it')
    .option('--phone <number>', 'phone number: all candidates who have it')
    .option('--integration <id>', 'only in this integration; default: all of the environment')
    .option('--environment <name>', 'environment of the person', 'default')
    .option('--dry-run', 'only show what would be erased')
    .option('--yes', 'erase without asking')
    .action((options: CreateOptions) => create(call, options));
  defineCommand(erasures, {
    usage: 'list',
    changes: false,
    summary: 'list receipts of erasures, newest first',
    examples: ['erasures list', 'erasures list --json'],
  })
    .option('--environment <name>', 'environment of the erasures', 'default')
    .option('--limit <count>', 'how many', wholeNumber(1, 1000), 50)
    .action((options: ListOptions) => list(call, options));
  defineCommand(erasures, {
    usage: 'lift <id>',
    changes: true,
    summary: 'let a person in again who was erased',
    examples: ['erasures lift 8f2KxW1mTqv3cGh7RdYpZs4N'],
  })
    .option('--environment <name>', 'environment of the erasure', 'default')
    .action((id: string, options: EnvironmentOptions) => lift(call, id, options));
}

async function create(call: Call, options: CreateOptions): Promise<void> {
  await withHirewire(call, options, async (hirewire) => {
    const { id: environmentId } = await getEnvironment(hirewire.database, options.environment);
    if (options.dryRun !== true && options.yes !== true) {
      const would = await erase(hirewire, { ...options, environmentId, isDryRun: true });
      writeLine(call.stderr, describe(would, { isDryRun: true }));
      await confirm(call, 'Erase this person, for good?');
    }
    const isDryRun = options.dryRun === true;
    const outcome = await erase(hirewire, { ...options, environmentId, isDryRun });
    const { id, ...erasure } = viewErasure(outcome.receipt);
    printAnswer(call, options, {
      answer: {
        dry_run: isDryRun,
        erasure: { id: isDryRun ? null : id, ...erasure },
        others_with_same_contact_details: outcome.others,
      },
      text: describe(outcome, { isDryRun }),
    });
  });
}

function erase(
  { engine }: Hirewire,
  options: CreateOptions & { environmentId: string; isDryRun: boolean },
): Promise<ErasureOutcome> {
  return engine.erasePerson({
    environmentId: options.environmentId,
    integrationId: options.integration ?? null,
    person: {
      candidateId: options.candidate,
      emailAddress: options.email,
      phoneNumber: options.phone,
    },
    requester: requesterOfCommand(),
    isDryRun: options.isDryRun,
  });
}

function describe({ receipt, others }: ErasureOutcome, how: { isDryRun: boolean }): string {
  const what = describeRecords(receipt);
  const begin = how.isDryRun
    ? `This would erase ${what}.`
    : `Erased ${what}. The receipt is ${receipt.id}; the person is kept out from now on.`;
  if (others === 0) return begin;
  return `${begin} Other candidates with the same e-mail address or phone number, left alone: ${others}.`;
}

function describeRecords({ records, interactions }: ErasureReceipt): string {
  const counts: [string, number][] = [...Object.entries(records), ['interactions', interactions]];
  const shown = counts.filter(([, count]) => count > 0).map(([name, count]) => `${name}: ${count}`);
  return shown.length === 0 ? 'nothing, as nothing is stored of the person' : shown.join(', ');
}

async function list(call: Call, options: ListOptions): Promise<void> {
  const erasures = await withHirewire(call, options, async ({ database }) => {
    const { id: environmentId } = await getEnvironment(database, options.environment);
    return listErasures(database, { environmentId, limit: options.limit });
  });
  const text =
    erasures.length === 0
      ? 'Nobody was erased.'
      : renderTable(
          ['id', 'erased', 'by', 'integration', 'records', 'lifted'],
          erasures.map((erasure) => [
            erasure.id,
            erasure.requestedAt.toISOString(),
            describeRequester(erasure),
            erasure.integrationId === '' ? '(all)' : erasure.integrationId,
            describeRecords(erasure),
            erasure.liftedAt?.toISOString() ?? '',
          ]),
        );
  printAnswer(call, options, { answer: erasures.map(viewErasure), text });
}

function describeRequester({ requester: { type, name } }: ErasureReceipt): string {
  if (type === 'VENDOR') return 'the vendor';
  return type === 'API_KEY' ? `API key ${name ?? ''}` : `command line, ${name ?? 'unknown user'}`;
}

async function lift(call: Call, id: string, options: EnvironmentOptions): Promise<void> {
  const erasure = await withHirewire(call, options, async ({ database }) => {
    const { id: environmentId } = await getEnvironment(database, options.environment);
    return liftErasure(database, { environmentId, id });
  });
  if (erasure === null) {
    throw new Error(
      `The environment ${options.environment} has no erasure ${id}. ` +
        `List them: ${commandName} erasures list`,
    );
  }
  printAnswer(call, options, {
    answer: viewErasure(erasure),
    text: `The person of erasure ${id} may come back with the next full sync.`,
  });
}
