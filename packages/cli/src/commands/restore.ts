import path from 'node:path';
import { describeInstallation, keyFileOf, listKeyIds } from '@hirewire/server';
import type { Settings } from '@hirewire/server';
import { BackupError, openBackup, requireKnownSchema, restoreBackup } from '@hirewire/store';
import type { BackupFile } from '@hirewire/store';
import type { Command } from 'commander';
import { commandName, defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { UsageError } from '../errors.ts';
import type { Call } from '../io.ts';
import { writeLine } from '../io.ts';
import { createCopyDisplay } from '../output/copy-display.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withDatabaseUrl } from '../with-database-url.ts';
import { settingsFor } from '../with-hirewire.ts';

interface RestoreOptions extends SharedOptions {
  takeOver?: boolean;
  paused?: boolean;
  withoutSecretKey?: boolean;
}

export function addRestore(program: Command, call: Call): void {
  defineCommand(program, {
    usage: 'restore <file>',
    // What it makes has the entries of the backup.
    changes: false,
    summary: 'fill an empty database from a backup, in one transaction',
    examples: ['restore hirewire.backup --take-over', 'restore hirewire.backup --paused'],
  })
    .option('--take-over', 'go on with syncs and webhooks: the original does not run any more')
    .option('--paused', 'disable all integrations and webhook endpoints: for a copy')
    .option('--without-secret-key', 'restore although the credentials in it cannot be decrypted')
    .action((file: string, options: RestoreOptions) => restore(call, path.resolve(file), options));
}

async function restore(call: Call, file: string, options: RestoreOptions): Promise<void> {
  if ((options.takeOver === true) === (options.paused === true)) {
    throw new UsageError(
      'Say what is restored. With --take-over this installation replaces the one that was backed ' +
        'up: it syncs, and sends the webhooks that waited. If that one may still run, both would do ' +
        'so, and a vendor may refuse the access tokens of one of them; use --paused then.',
    );
  }
  const settings = settingsFor(call, options);
  const backup = await openBackup(file);
  try {
    await checkFile(call, settings, { backup, options });
    const signal = call.listenForStop(() =>
      writeLine(call.stderr, 'Stopping; the database stays empty.'),
    );
    await withDatabaseUrl(settings, (url) =>
      restoreBackup({
        url,
        backup,
        isPaused: options.paused === true,
        checkKeyIds: (keyIds) => requireKeys(keyIds, settings, options),
        signal,
        onProgress: options.json ? () => undefined : createCopyDisplay(call.stderr),
      }),
    );
  } finally {
    await backup.close();
  }
  printRestored(call, options, { settings, backup });
}

/** All that can be known before the database is touched. */
async function checkFile(
  call: Call,
  settings: Settings,
  { backup, options }: { backup: BackupFile; options: RestoreOptions },
): Promise<void> {
  if (!options.json) writeLine(call.stderr, 'Checking the file…');
  await backup.verify();
  await requireKnownSchema(backup);
  requireKeys(backup.header.keyIds ?? [], settings, options);
}

function requireKeys(
  keyIds: readonly string[],
  settings: Settings,
  { withoutSecretKey }: RestoreOptions,
): void {
  if (withoutSecretKey === true) return;
  const known = listKeyIds(settings);
  if (keyIds.every((keyId) => known.includes(keyId))) return;
  const found =
    known.length === 0 ? 'There is no secret key here' : 'The secret key here is another';
  throw new BackupError(
    `${found}, so the credentials in this backup could not be used. Nothing was restored. Put the ` +
      `key that belongs to the backup into ${keyFileOf(settings)} (mode 600), or set HIREWIRE_SECRET_KEY to it. ` +
      'If it is lost, add --without-secret-key; every customer must connect again then.',
  );
}

function printRestored(
  call: Call,
  options: RestoreOptions,
  { settings, backup }: { settings: Settings; backup: BackupFile },
): void {
  const { tables, createdAt } = backup.header;
  const rows = tables.reduce((sum, { count }) => sum + count, 0);
  const next = [
    options.paused === true
      ? 'All integrations and webhook endpoints are disabled. Enable those that this copy is to use.'
      : `Start it: ${commandName} start. Syncs go on, and webhooks that waited are sent.`,
    ...(options.withoutSecretKey === true
      ? [`If the key is lost: ${commandName} secrets discard --yes`]
      : []),
  ];
  printAnswer(call, options, {
    answer: { restored: true, rows, created_at: createdAt, paused: options.paused === true },
    text: `Restored ${rows} rows of ${createdAt} into ${describeInstallation(settings)}.
${next.join('\n')}`,
  });
}
