import { describeInstallation } from '@hirewire/server';
import { findEmbeddedUrl } from '@hirewire/store';
import type { Command } from 'commander';
import { commandName, defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { writeLine } from '../io.ts';
import { printAnswer } from '../output/print-answer.ts';
import { settingsFor } from '../with-hirewire.ts';

interface UrlOptions extends SharedOptions {
  showPassword?: boolean;
}

export function addDatabase(program: Command, call: Call): void {
  const database = program.command('database').description('reach the database');
  defineCommand(database, {
    usage: 'url',
    changes: false,
    summary: 'print the address of the database, for psql and other programs',
    examples: ['database url', 'database url --show-password'],
  })
    .option('--show-password', 'with the password, which psql needs')
    .action((options: UrlOptions) => printUrl(call, options));
}

async function printUrl(call: Call, options: UrlOptions): Promise<void> {
  const settings = settingsFor(call, options);
  const url = settings.databaseUrl ?? (await findEmbeddedUrl(settings.dataDirectory));
  if (url === null) {
    throw new Error(
      `Nothing runs: ${describeInstallation(settings)} is started and stopped with Hirewire. ` +
        `Start it first (${commandName} start), and repeat this in another terminal.`,
    );
  }
  const isShown = options.showPassword === true;
  const shown = isShown ? url : maskPassword(url);
  printAnswer(call, options, { answer: { url: shown }, text: shown });
  if (!isShown && options.json !== true) {
    writeLine(
      call.stderr,
      `The password is hidden. To connect: psql "$(${commandName} database url --show-password)"`,
    );
  }
}

/** Of the address itself, and of its parameters: `password`, `sslpassword`. */
function maskPassword(text: string): string {
  const url = new URL(text);
  if (url.password !== '') url.password = '***';
  for (const name of url.searchParams.keys()) {
    if (/pass/i.test(name)) url.searchParams.set(name, '***');
  }
  return url.href;
}
