import { createLog } from '@hirewire/server';
import { migrate, openDatabase, startEmbeddedPostgres } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { printAnswer } from '../output/print-answer.ts';
import { settingsFor } from '../with-hirewire.ts';

export function addMigrate(program: Command, call: Call): void {
  defineCommand(program, {
    usage: 'migrate',
    summary: 'run pending migrations (also done at every start)',
    examples: ['migrate', 'migrate --json'],
  }).action((options: SharedOptions) => migrateDatabase(call, options));
}

async function migrateDatabase(call: Call, options: SharedOptions): Promise<void> {
  const { databaseUrl, dataDirectory, logLevel } = settingsFor(call, options);
  await using stack = new AsyncDisposableStack();
  let url = databaseUrl;
  if (url === null) {
    const postgres = await startEmbeddedPostgres({ dataDirectory, log: createLog(logLevel) });
    stack.defer(() => postgres.close());
    url = postgres.url;
  }
  const database = openDatabase({ url, poolSize: 2 });
  stack.defer(() => database.close());
  const { applied } = await migrate(database);
  const text =
    applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`;
  printAnswer(call, options, { answer: { applied }, text });
}
