import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from './create-once.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { Home } from './home.ts';
import { programPath } from './platform-binaries.ts';
import { isAlive } from './postmaster.ts';
import { runProgram } from './run-program.ts';
import { renderSettings } from './server-settings.ts';

const maximumLogBytes = 10_000_000;

/** Role that owns everything in the embedded database. */
export const roleName = 'hirewire';

/** Creates the cluster if there is none, and refuses one of another major version. */
export async function ensureCluster(home: Home, isDurable: boolean): Promise<void> {
  if (!existsSync(home.cluster)) await createCluster(home, isDurable);
  const found = (await readFile(path.join(home.cluster, 'PG_VERSION'), 'utf8')).trim();
  const ours = /(\d+)/.exec(home.version)?.[1];
  if (found === ours) return;
  throw new EmbeddedPostgresError(
    `${home.cluster} belongs to PostgreSQL ${found}, but this Hirewire brings PostgreSQL ${ours}. ` +
      'Dump it with the old version and restore it into a new data directory, or run your own ' +
      `PostgreSQL ${found} on it and set DATABASE_URL.`,
  );
}

/** Writes the settings and makes room in the log, for the next start of the server. */
export async function refreshCluster(
  home: Home,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const draft = path.join(home.cluster, `postgresql.conf.${randomUUID()}`);
  try {
    await writeOwned(home, draft, renderSettings(settings));
    await rename(draft, path.join(home.cluster, 'postgresql.conf'));
  } finally {
    // A full disk leaves half of it, once for each try.
    await rm(draft, { force: true });
  }
  const size = await stat(logFile(home)).then(
    ({ size: bytes }) => bytes,
    () => 0,
  );
  if (size > maximumLogBytes) await rename(logFile(home), `${logFile(home)}.old`);
}

/** Where the server writes what troubles it. */
export function logFile(home: Home): string {
  return path.join(home.cluster, 'server.log');
}

/** Built under another name and renamed when complete, so that a crash leaves no half cluster. */
async function createCluster(home: Home, isDurable: boolean): Promise<void> {
  await removeAbandonedDrafts(home.directory);
  const draft = path.join(home.directory, `cluster.new-${process.pid}-${randomUUID()}`);
  const passwordFile = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  if (home.account !== null) await chown(draft, home.account.uid, home.account.gid);
  await writeOwned(home, passwordFile, home.password);
  const args = ['--pgdata', draft, '--username', roleName, '--pwfile', passwordFile];
  args.push('--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C');
  // Order by code point like C, but upper and lower case of every alphabet.
  args.push('--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8');
  if (!isDurable) args.push('--no-sync');
  const run = { account: home.account, directory: home.directory };
  const result = await runProgram(programPath(home.binaries, 'initdb'), args, run);
  await rm(passwordFile);
  if (!result.succeeded) {
    await rm(draft, { recursive: true });
    throw new EmbeddedPostgresError(
      `PostgreSQL could not set up a cluster in ${home.directory}: ${result.output}`,
    );
  }
  try {
    await rename(draft, home.cluster);
  } catch (error) {
    // Another starter was faster; its cluster has the same password.
    await rm(draft, { recursive: true });
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM')) throw error;
  }
}

async function removeAbandonedDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const pid = /^cluster\.new-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(path.join(directory, name), { recursive: true, force: true });
  }
}

async function writeOwned(home: Home, file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  if (home.account !== null) await chown(file, home.account.uid, home.account.gid);
}
