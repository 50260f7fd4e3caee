import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { chooseLoopback, chooseSocket, urlOf } from './address.ts';
import { logFile, refreshCluster } from './cluster.ts';
import { hasCode } from './create-once.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { Home } from './home.ts';
import { takeLease } from './lease.ts';
import type { Lease } from './lease.ts';
import { pause } from './pause.ts';
import { programPath } from './platform-binaries.ts';
import { isAlive, isPostmaster, lockFilePath, readPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';
import { runProgram } from './run-program.ts';

/** A share in the server that runs in a home. */
export interface Share {
  lease: Lease;
  postmaster: Postmaster;
}

export interface JoinOptions {
  home: Home;
  settings: Readonly<Record<string, string>>;
  /** The server that ran before, whose address others have; null where none did. */
  former: Postmaster | null;
  /** The server has ended, or the session that held the share. */
  onLost: () => void;
  /** Gives up. */
  signal?: AbortSignal;
}

/** Enough for a crash recovery of a full write-ahead log. */
const startTimeoutSeconds = 120;
const pauseMs = 50;
const startAttempts = 4;
/** Of those that find processes of a server that was killed, which need a while to end. */
const attemptsBesideOthers = 100;

/** Joins the server that runs, or starts one. */
export async function joinOrStart(options: JoinOptions): Promise<Share> {
  const { home, onLost, signal } = options;
  let attemptsLeft = startAttempts;
  let besideOthersLeft = attemptsBesideOthers;
  let failure = '';
  for (let round = 0; round < (startTimeoutSeconds * 1000) / pauseMs; round += 1) {
    signal?.throwIfAborted();
    const found = await readPostmaster(home.cluster);
    if (found !== null && (await isPostmaster(found))) {
      const lease = await takeLease(urlOf(home, found, 'postgres'), onLost).catch(
        (error: unknown) => {
          if (!hasCode(error, '28P01')) throw error;
          throw wrongPassword(home, error);
        },
      );
      if (lease !== null) return { lease, postmaster: found };
    } else if (attemptsLeft > 0) {
      attemptsLeft -= 1;
      failure = await startServer(options);
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

function wrongPassword({ passwordFile, cluster }: Home, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The password in ${passwordFile} is not the one of the database in ${cluster}. Restore that file ` +
      'from your backup of the data directory.',
    { cause },
  );
}

/** Returns what went wrong, or nothing. Failing may just mean that another process was faster. */
async function startServer({ home, settings, former }: JoinOptions): Promise<string> {
  await removeForeignLock(home.cluster);
  const isLoopback =
    process.platform === 'win32' ||
    settings['listen_addresses'] !== undefined ||
    // Of an earlier version, which we had joined.
    former?.socketDirectory === null;
  const address = isLoopback
    ? await chooseLoopback(former?.port ?? null)
    : await chooseSocket(home);
  await refreshCluster(home, { ...address.settings, ...settings });
  // Relative paths, because pg_ctl puts them through a shell, where a `$` in a name would hurt.
  const args = ['start', '--pgdata', 'cluster', '--log', 'cluster/server.log'];
  args.push('--silent', '--wait', '--timeout', String(startTimeoutSeconds));
  args.push('--options', `-p ${address.port}`);
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
export async function stopServer(home: Home, postmaster: Postmaster): Promise<void> {
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
