import path from 'node:path';
import { loadSettings, openHirewire } from '@hirewire/server';
import type { Hirewire, Settings } from '@hirewire/server';
import type { SharedOptions } from './define-command.ts';

/**
 * The settings of the environment, with what the command line says on top. The log stays silent
 * by default, so that a command prints nothing but its answer.
 */
export function settingsFor(
  options: SharedOptions,
  overrides: Parameters<typeof loadSettings>[0] = {},
): Settings {
  return loadSettings({
    dataDirectory: options.dataDir === undefined ? undefined : path.resolve(options.dataDir),
    logLevel: 'silent',
    ...overrides,
  });
}

/** Opens the installation for one command, and closes it whatever happens. */
export async function withHirewire<Result>(
  options: SharedOptions,
  work: (hirewire: Hirewire) => Promise<Result>,
): Promise<Result> {
  const hirewire = await openHirewire(settingsFor(options));
  try {
    return await work(hirewire);
  } finally {
    await hirewire.close();
  }
}
