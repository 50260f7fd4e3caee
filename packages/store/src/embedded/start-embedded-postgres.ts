import pg from 'pg';
import { urlOf } from './address.ts';
import { ensureCluster } from './cluster.ts';
import { hasCode } from './create-once.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { prepareHome } from './home.ts';
import type { EmbeddedLog } from './keep-running.ts';
import { keepRunning } from './keep-running.ts';
import type { Postmaster } from './postmaster.ts';
import { serverSettings } from './server-settings.ts';

export interface EmbeddedPostgresOptions {
  /** Folder of this installation's files; the database lives in its `postgres` folder. */
  dataDirectory: string;
  log: EmbeddedLog;
  /** PostgreSQL settings on top of ours. They count only when this call starts the server. */
  settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Address with password, of the database `hirewire`. */
  url: string;
  /** Called with the new address when the server is found again at another one. */
  onMoved: (url: string) => void;
  /** Stops the server, unless another Hirewire process uses it too. */
  close(): Promise<void>;
  /** Lets the process end without `close`; the server then goes on and is found by the next start. */
  unref(): void;
}

export const databaseName = 'hirewire';

/**
 * Gives a real PostgreSQL of our own: starts the one in the data directory, or joins it when it
 * already runs (for another Hirewire process, or left behind by one that was killed). It is detached
 * from the terminal, so that Ctrl-C reaches us first, and is started again when it ends.
 *
 * @throws EmbeddedPostgresError saying what to do, when it cannot run here
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  try {
    return await start(options);
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS')) throw error;
    throw new EmbeddedPostgresError(
      `${(error as Error).message}. The data directory ${options.dataDirectory} must belong to ` +
        'the user that starts Hirewire: use that user, or choose another --data-dir.',
      { cause: error },
    );
  }
}

async function start({
  dataDirectory,
  log,
  settings = {},
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await prepareHome(dataDirectory);
  const allSettings = { ...serverSettings, ...settings };
  await ensureCluster(home, allSettings['fsync'] !== 'off');
  const onMoved = (to: Postmaster): void => postgres.onMoved(urlOf(home, to, databaseName));
  const share = await keepRunning({ home, settings: allSettings }, { log, onMoved });
  const { postmaster } = share;
  try {
    await createDatabase(urlOf(home, postmaster, 'postgres'));
  } catch (error) {
    await share.close();
    throw error;
  }
  log.info(
    { event: 'postgres.ready', pid: postmaster.pid, port: postmaster.port, cluster: home.cluster },
    'The bundled PostgreSQL is ready',
  );
  const postgres: EmbeddedPostgres = {
    url: urlOf(home, postmaster, databaseName),
    onMoved: () => undefined,
    unref: () => share.unref(),
    close: () => share.close(),
  };
  return postgres;
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      databaseName,
    ]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } catch (error) {
    // duplicate_database, or unique_violation when two create it in the same moment
    if (!hasCode(error, '42P04', '23505')) throw error;
  } finally {
    await client.end();
  }
}
