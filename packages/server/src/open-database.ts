import { systemClock } from '@hirewire/connector-kit';
import {
  type Database,
  type EmbeddedPostgres,
  hasEmbeddedPostgres,
  hasSchema,
  isConnectionError,
  migrate,
  openDatabase,
  startEmbeddedPostgres,
} from '@hirewire/store';

import { createCleanUp } from './clean-up.ts';
import type { Log } from './log.ts';
import { type Settings, SettingsError } from './settings.ts';

export interface OpenOptions {
  /** For how long to try again where the database cannot be reached; default 0. */
  retryForMs?: number;
  /** Gives that up. */
  signal?: AbortSignal;
  /** Whether an installation that was never started is an error, and is not made. */
  mustExist?: boolean;
}

/** Between two tries to reach the database. */
const retryMs = 1000;

/** Machines that start together, or a network that has just come back, are not in order at once. */
async function migratePatiently(
  database: Database,
  log: Log,
  { retryForMs = 0, signal }: OpenOptions,
): Promise<readonly string[]> {
  const until = systemClock.now().getTime() + retryForMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { applied } = await migrate(database);
      if (attempt > 1) log.info({ event: 'database.reachable' }, 'Database reachable again');
      return applied;
    } catch (error) {
      if (!isConnectionError(error) || systemClock.now().getTime() >= until) throw error;
      const level = attempt === 1 ? 'warn' : 'debug';
      log[level]({ event: 'database.unreachable', error }, 'Database unreachable; retrying');
    }
    await systemClock.sleep(retryMs, signal);
  }
}

/** Where an installation keeps its data, without a password. */
export function describeInstallation({ databaseUrl, dataDirectory }: Settings): string {
  if (databaseUrl === null) return `the bundled PostgreSQL in ${dataDirectory}`;
  if (!URL.canParse(databaseUrl)) return 'the PostgreSQL of DATABASE_URL';
  const { host, pathname } = new URL(databaseUrl);
  return `the database ${pathname.slice(1)} at ${host || 'this machine'}`;
}

/** @throws SettingsError where there is no bundled PostgreSQL, and none is to be made */
export function requireInstalled(settings: Settings): void {
  if (settings.databaseUrl !== null || hasEmbeddedPostgres(settings.dataDirectory)) return;
  throw missing(settings);
}

/** @throws SettingsError where the database was never migrated */
export async function requireSchema(database: Database, settings: Settings): Promise<void> {
  if (!(await hasSchema(database))) throw missing(settings);
}

function missing(settings: Settings): SettingsError {
  return new SettingsError(
    `There is no Hirewire in ${describeInstallation(settings)}. Name the installation with ` +
      '--data-dir or DATABASE_URL, or start a new one: npx hirewire start.',
  );
}

/** Either PostgreSQL: `close` stops the bundled one, and `onMoved` is called where it moves. */
export type Postgres = Pick<EmbeddedPostgres, 'url' | 'onMoved' | 'close'>;

/** That of the settings as it is; else the bundled one, which is started where it does not run yet. */
export async function openPostgres(
  { databaseUrl, dataDirectory }: Pick<Settings, 'databaseUrl' | 'dataDirectory'>,
  log: Log,
): Promise<Postgres> {
  if (databaseUrl === null) return startEmbeddedPostgres({ dataDirectory, log });
  return { url: databaseUrl, onMoved: () => undefined, close: () => Promise.resolve() };
}

export interface MigratedDatabase {
  database: Database;
  /** Names of the migrations that were pending. */
  applied: readonly string[];
  close: () => Promise<void>;
}

/**
 * Opens the database and migrates it.
 *
 * @throws SettingsError and errors of PostgreSQL, with everything that was opened closed again
 */
export async function openMigrated(
  settings: Settings,
  log: Log,
  options: OpenOptions = {},
): Promise<MigratedDatabase> {
  if (options.mustExist) requireInstalled(settings);
  const cleanUp = createCleanUp();
  try {
    const postgres = await openPostgres(settings, log);
    cleanUp.add(() => postgres.close());
    const database = openDatabase({ url: postgres.url, poolSize: settings.databasePoolSize });
    cleanUp.add(() => database.close());
    postgres.onMoved = (url) => database.moveTo(url);
    if (options.mustExist) await requireSchema(database, settings);
    const applied = await migratePatiently(database, log, options);
    return { database, applied, close: cleanUp.run };
  } catch (error) {
    await cleanUp.afterFailure(log);
    throw error;
  }
}
