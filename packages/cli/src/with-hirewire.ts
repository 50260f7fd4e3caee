import path from 'node:path';
import { loadSettings, openHirewire } from '@hirewire/server';
import type { Hirewire, Settings } from '@hirewire/server';
import type { SharedOptions } from './define-command.ts';
import type { Call } from './io.ts';

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

/** Opens the installation for one command, and closes it afterwards, also after a failure. */
export async function withHirewire<Result>(
  call: Call,
  options: SharedOptions,
  work: (hirewire: Hirewire) => Promise<Result>,
): Promise<Result> {
  const hirewire = await openHirewire(settingsFor(call, options));
  try {
    return await work(hirewire);
  } finally {
    await hirewire.close();
  }
}
