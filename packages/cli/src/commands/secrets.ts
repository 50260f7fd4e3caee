import { discardUnreadable, rotateSecretKey } from '@hirewire/server';
import type { Command } from 'commander';
import { confirm } from '../confirm.ts';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { printAnswer } from '../output/print-answer.ts';
import { settingsFor, withHirewire, withMigrated } from '../with-hirewire.ts';

interface DiscardOptions extends SharedOptions {
  yes?: boolean;
}

export function addSecrets(program: Command, call: Call): void {
  const secrets = program.command('secrets').description('manage the secret key');
  defineCommand(secrets, {
    usage: 'rotate',
    changes: true,
    summary: 'replace the secret key, while Hirewire runs; repeat it if it was interrupted',
    examples: ['secrets rotate', 'secrets rotate --json'],
  }).action((options: SharedOptions) => rotate(call, options));
  defineCommand(secrets, {
    usage: 'discard',
    changes: true,
    summary: 'delete the credentials of a secret key that was lost, for good',
    examples: ['secrets discard', 'secrets discard --yes'],
  })
    .option('--yes', 'confirm it: their customers must connect again')
    .action((options: DiscardOptions) => discard(call, options));
}

async function rotate(call: Call, options: SharedOptions): Promise<void> {
  const { sealed, isFile } = await withHirewire(call, options, async (hirewire) => ({
    sealed: await rotateSecretKey(hirewire),
    isFile: hirewire.settings.secretKey === null,
  }));
  const next = isFile
    ? 'Back up the file secret-key.'
    : 'Now remove HIREWIRE_PREVIOUS_SECRET_KEYS in all processes, and restart them.';
  printAnswer(call, options, {
    answer: { rotated: true, sealed },
    text: `Encrypted ${sealed} secrets again; the former key opens nothing any more. ${next}`,
  });
}

async function discard(call: Call, options: DiscardOptions): Promise<void> {
  if (options.yes !== true) {
    await confirm(
      call,
      'This deletes all credentials that the present secret key does not open, for good. If you have a ' +
        'backup of the key, restore it instead. Delete them?',
    );
  }
  const settings = settingsFor(call, options);
  const count = await withMigrated(call, settings, (database) =>
    discardUnreadable(database, settings),
  );
  printAnswer(call, options, {
    answer: { discarded: count },
    text: `Deleted ${count} secrets. Integrations without credentials are INVALID until they get new ones.`,
  });
}
