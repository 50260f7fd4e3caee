import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
// oxlint-disable-next-line no-restricted-imports -- waits for a program of the machine, never virtual
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ensureCluster, logFile, refreshCluster, roleName } from './cluster.ts';
import { hasCode } from './create-once.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { prepareHome } from './home.ts';
import type { Home } from './home.ts';
import { takeLease } from './lease.ts';
import type { Lease } from './lease.ts';
import { programPath } from './platform-binaries.ts';
import { isAlive, isPostmaster, lockFilePath, readPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';
import { runProgram } from './run-program.ts';
import { serverSettings } from './server-settings.ts';

export interface EmbeddedPostgresOptions {
  /** Folder of this installation's files; the database lives in its `postgres` folder. */
  dataDirectory: string;
  log: {
    info(fields: Record<string, unknown>, message: string): void;
    error(fields: Record<string, unknown>, message: string): void;
  };
  /** PostgreSQL settings on top of ours. They count only when this call starts the server. */
  settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Address with password, of the database `hirewire`. */
  url: string;
  /** Stops the server, unless another Hirewire process uses it too. */
  close(): Promise<void>;
  /** Lets the process end without `close`; the server then goes on and is found by the next start. */
  unref(): void;
}

const databaseName = 'hirewire';
/** Enough for a crash recovery of a full write-ahead log. */
const startTimeoutSeconds = 120;
const pauseMs = 50;
const startAttempts = 4;
/** Of those that find processes of a server that was killed, which need a while to end. */
const attemptsBesideOthers = 100;

/**
 * Gives a real PostgreSQL of our own: starts the one in the data directory, or joins it when it
 * already runs (for another Hirewire process, or left behind by one that was killed). It listens on
 * a free loopback port, detached from the terminal, so that Ctrl-C reaches us first.
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

async function start({ dataDirectory, log, settings = {} }: EmbeddedPostgresOptions) {
  const home = await prepareHome(dataDirectory);
  const allSettings = { ...serverSettings, ...settings };
  await ensureCluster(home, allSettings['fsync'] !== 'off');
  const { lease, postmaster } = await joinOrStart(home, allSettings, () =>
    log.error({ event: 'postgres.stopped' }, 'The bundled PostgreSQL stopped unexpectedly'),
  );
  const { port } = postmaster;
  await createDatabase(urlOf(home, port, 'postgres'));
  log.info(
    { event: 'postgres.ready', port, cluster: home.cluster },
    'The bundled PostgreSQL is ready',
  );
  return {
    url: urlOf(home, port, databaseName),
    unref: () => lease.unref(),
    async close() {
      if (await lease.release()) await stopServer(home, postmaster);
      await lease.end();
    },
  };
}

async function joinOrStart(
  home: Home,
  settings: Readonly<Record<string, string>>,
  onLost: () => void,
): Promise<{ lease: Lease; postmaster: Postmaster }> {
  let attemptsLeft = startAttempts;
  let besideOthersLeft = attemptsBesideOthers;
  let failure = '';
  for (let round = 0; round < (startTimeoutSeconds * 1000) / pauseMs; round += 1) {
    const found = await readPostmaster(home.cluster);
    if (found !== null && (await isPostmaster(found))) {
      const lease = await takeLease(urlOf(home, found.port, 'postgres'), onLost);
      if (lease !== null) return { lease, postmaster: found };
    } else if (attemptsLeft > 0) {
      attemptsLeft -= 1;
      failure = await startServer(home, settings);
      if (failure === '') continue;
      if (/pre-existing shared memory/.test(failure) && besideOthersLeft > 0) {
        besideOthersLeft -= 1;
        attemptsLeft += 1;
      }
    } else break;
    await pause(pauseMs);
  }
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL does not start: ${failure} Its log is ${logFile(home)}.`,
  );
}

/** Returns what went wrong, or nothing. Failing may just mean that another process was faster. */
async function startServer(
  home: Home,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  await removeForeignLock(home.cluster);
  await refreshCluster(home, settings);
  const port = await findFreePort();
  // Relative paths, because pg_ctl puts them through a shell, where a `$` in a name would hurt.
  const args = [
    'start',
    '--pgdata',
    'cluster',
    '--log',
    'cluster/server.log',
    '--silent',
    '--wait',
  ];
  args.push('--timeout', String(startTimeoutSeconds), '--options', `-p ${port}`);
  const result = await runProgram(programPath(home.binaries, 'pg_ctl'), args, {
    account: home.account,
    directory: home.directory,
  });
  if (result.succeeded) return '';
  const log = existsSync(logFile(home)) ? await readFile(logFile(home), 'utf8') : '';
  return [result.output, ...log.trim().split('\n').slice(-3)].join(' / ');
}

/**
 * Disconnects everybody and stops. Not by `pg_ctl stop`, which waits for the lock file to go, and
 * so for the wrong server when another process starts one in that moment.
 */
async function stopServer(home: Home, postmaster: Postmaster): Promise<void> {
  const { output } = await runProgram(
    programPath(home.binaries, 'pg_ctl'),
    ['kill', 'INT', String(postmaster.pid)],
    { account: home.account, directory: home.directory },
  );
  for (let round = 0; round < (startTimeoutSeconds * 1000) / pauseMs; round += 1) {
    if (!(await isPostmaster(postmaster))) return;
    await pause(pauseMs);
  }
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL (process ${postmaster.pid}) does not stop: ${output}`,
  );
}

/** A server that starts writes its lock file at once after it has made it. */
const emptyLockRounds = 20;

/**
 * PostgreSQL removes the lock file of a dead process by itself, but refuses to start when the
 * number now belongs to somebody else, as it easily does in a restarted container; and when the file
 * names no process, as a power cut or a full disk leaves it.
 */
async function removeForeignLock(cluster: string): Promise<void> {
  const lockFile = lockFilePath(cluster);
  for (let round = 0; round < emptyLockRounds; round += 1) {
    if (!existsSync(lockFile)) return;
    const found = await readPostmaster(cluster);
    if (found !== null) {
      if (isAlive(found.pid) && !(await isPostmaster(found))) await rm(lockFile, { force: true });
      return;
    }
    await pause(pauseMs);
  }
  await rm(lockFile, { force: true });
}

/** Somebody else may take the port before PostgreSQL does; then the start fails and is repeated. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
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

function urlOf(home: Home, port: number, database: string): string {
  return `postgres://${roleName}:${home.password}@127.0.0.1:${port}/${database}`;
}
