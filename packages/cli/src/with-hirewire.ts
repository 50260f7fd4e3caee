import path from 'node:path';
import {
  createLog,
  describeInstallation,
  loadSettings,
  openHirewire,
  openMigrated,
} from '@hirewire/server';
import type { Hirewire, Settings } from '@hirewire/server';
import type { Database } from '@hirewire/store';
import { audited } from './audit.ts';
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
    return await audited(call, hirewire.database, () => work(hirewire));
  } finally {
    await hirewire.close();
  }
}

/** Opens and migrates the database alone, for what must work without the right secret key. */
export async function withMigrated<Result>(
  call: Call,
  settings: Settings,
  work: (database: Database, applied: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const { database, applied, close } = await openMigrated(settings, createLog(settings.logLevel));
  try {
    return await audited(call, database, () => work(database, applied));
  } finally {
    await close();
  }
}
