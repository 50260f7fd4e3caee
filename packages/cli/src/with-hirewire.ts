import path from 'node:path';
import { describeInstallation, loadSettings, openHirewire } from '@hirewire/server';
import type { Hirewire, Settings } from '@hirewire/server';
import type { SharedOptions } from './define-command.ts';
import type { Call } from './io.ts';
import { writeLine } from './io.ts';

/**
 * The settings of the environment, overridden by the command line. The log is silent by default, so
 * that a command prints only its answer.
 */
export function settingsFor(
  call: Call,
  options: SharedOptions,
  overrides: Parameters<typeof loadSettings>[0] = {},
): Settings {
  const dataDirectory = options.dataDir === undefined ? undefined : path.resolve(options.dataDir);
  return loadSettings({ dataDirectory, logLevel: 'silent', ...overrides }, call.environment);
}

/**
 * Opens the installation for one command, and closes it afterwards, also after a failure. Says on
 * standard error which one it is. Only a command that makes something may also make an installation.
 */
export async function withHirewire<Result>(
  call: Call,
  options: SharedOptions,
  work: (hirewire: Hirewire) => Promise<Result>,
  { mayCreate = false }: { mayCreate?: boolean } = {},
): Promise<Result> {
  const settings = settingsFor(call, options);
  const hirewire = await openHirewire(settings, { mustExist: !mayCreate });
  if (options.json !== true) {
    writeLine(call.stderr, `Installation: ${describeInstallation(settings)}.`);
  }
  try {
    return await work(hirewire);
  } finally {
    await hirewire.close();
  }
}
