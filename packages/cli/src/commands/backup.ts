import { stat } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '@hirewire/connector-kit';
import { keyFileOf, readVersion, requireInstalled, requireSchema } from '@hirewire/server';
import type { Settings } from '@hirewire/server';
import { openDatabase, writeBackup } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { writeLine } from '../io.ts';
import { createCopyDisplay } from '../output/copy-display.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withDatabaseUrl } from '../with-database-url.ts';
import { settingsFor } from '../with-hirewire.ts';

interface BackupOptions extends SharedOptions {
  force?: boolean;
}

export function addBackup(program: Command, call: Call): void {
  defineCommand(program, {
    usage: 'backup <file>',
    changes: false,
    summary: 'write all data to a file, while Hirewire runs; the secret key is not in it',
    examples: ['backup hirewire.backup', 'backup hirewire.backup --force'],
  })
    .option('--force', 'replace a file of that name')
    .action((file: string, options: BackupOptions) => backUp(call, path.resolve(file), options));
}

async function backUp(call: Call, file: string, options: BackupOptions): Promise<void> {
  const settings = settingsFor(call, options);
  requireInstalled(settings);
  const signal = call.listenForStop(() => writeLine(call.stderr, 'Stopping; no backup is left.'));
  const header = await withDatabaseUrl(settings, async (url) => {
    await requireMigrated(url, settings);
    return await writeBackup({
      url,
      path: file,
      version: readVersion(),
      createdAt: systemClock.now(),
      mayReplace: options.force === true,
      signal,
      onProgress: options.json ? () => undefined : createCopyDisplay(call.stderr),
    });
  });
  const { size } = await stat(file);
  const rows = header.tables.reduce((sum, { count }) => sum + count, 0);
  const keyLocation =
    settings.secretKey === null ? `the file ${keyFileOf(settings)}` : 'HIREWIRE_SECRET_KEY';
  printAnswer(call, options, {
    answer: { file, bytes: size, rows, created_at: header.createdAt },
    text: `Wrote ${rows} rows to ${file} (${size} bytes).
It holds personal data. The secret key is not in it: keep ${keyLocation} in another place. Without the key
nobody can use the credentials in this backup.`,
  });
}

async function requireMigrated(url: string, settings: Settings): Promise<void> {
  const database = openDatabase({ url, poolSize: 1 });
  try {
    await requireSchema(database, settings);
  } finally {
    await database.close();
  }
}
