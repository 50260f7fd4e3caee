import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { printAnswer } from '../output/print-answer.ts';
import { settingsFor, withMigrated } from '../with-hirewire.ts';

export function addMigrate(program: Command, call: Call): void {
  defineCommand(program, {
    usage: 'migrate',
    changes: true,
    summary: 'run pending migrations (also done at every start)',
    examples: ['migrate', 'migrate --json'],
  }).action((options: SharedOptions) => migrateDatabase(call, options));
}

async function migrateDatabase(call: Call, options: SharedOptions): Promise<void> {
  const applied = await withMigrated(call, settingsFor(call, options), async (_, names) => names);
  const text =
    applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`;
  printAnswer(call, options, { answer: { applied }, text });
}
