import { createLog } from '@hirewire/server';
import { migrate, openDatabase, startEmbeddedPostgres } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { printAnswer } from '../output/print-answer.ts';
import { settingsFor } from '../with-hirewire.ts';

export function addMigrate(parent: Command): void {
  defineCommand(parent, {
    usage: 'migrate',
    summary: 'bring the database to the newest version; every start does so, too',
    examples: ['migrate', 'migrate --json'],
  }).action(migrateDatabase);
}

async function migrateDatabase(options: SharedOptions): Promise<void> {
  const { databaseUrl, dataDirectory, logLevel } = settingsFor(options);
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
  const text = applied.length === 0 ? 'Nothing to do.' : `Applied: ${applied.join(', ')}.`;
  printAnswer(options, { applied }, text);
}
