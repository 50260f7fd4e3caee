import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLibraryLinks } from './create-library-links.ts';
import { createOnce, readIfExists } from './create-once.ts';
import { refuseSharedFile } from './refuse-shared-file.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { findAccount } from './find-account.ts';
import { findPlatformBinaries, programPath } from './platform-binaries.ts';
import type { PlatformBinaries } from './platform-binaries.ts';
import { runProgram } from './run-program.ts';
import type { Account } from './run-program.ts';

/** Where root keeps the databases of data directories that PostgreSQL's user cannot enter. */
const rootDirectory = '/var/lib/hirewire';

/** Where one embedded PostgreSQL lives. */
export interface Home {
  /** Folder that holds the cluster; PostgreSQL's user can enter it. */
  directory: string;
  /** PostgreSQL's own data folder (PGDATA). */
  cluster: string;
  /** Folder of the PostgreSQL programs, executable by its user. */
  binaries: string;
  /** User that PostgreSQL runs as; null means our own. */
  account: Account | null;
  /** Password of the database's only role. */
  password: string;
  passwordFile: string;
  /** Answer of `postgres --version`, such as `postgres (PostgreSQL) 18.4`. */
  version: string;
}

/** Whether the bundled PostgreSQL has ever been started for a data directory. */
export function hasEmbeddedPostgres(dataDirectory: string): boolean {
  return existsSync(path.join(path.resolve(dataDirectory), 'postgres'));
}

/**
 * Settles where cluster and binaries of a data directory are: normally in the data directory and in
 * node_modules. When we are root and PostgreSQL's user may not enter those (a clone below /root),
 * they go where it can; a file named `location` in the data directory then points to the cluster.
 */
export async function prepareHome(dataDirectory: string): Promise<Home> {
  const own = path.join(path.resolve(dataDirectory), 'postgres');
  const isRoot = process.getuid?.() === 0;
  // Root's folder lets PostgreSQL's user pass through, but not look around.
  await mkdir(own, { recursive: true, mode: isRoot ? 0o711 : 0o700 });
  const directory = isRoot ? await findEnterableDirectory(own) : own;
  const cluster = path.join(directory, 'cluster');
  const passwordFile = path.join(own, 'password');
  const password = await readPassword(passwordFile, cluster);
  const account = findAccount(cluster);
  const { binaries, version } = await provideBinaries(directory, account);
  return { directory, cluster, binaries, account, password, passwordFile, version };
}

/** Made with the cluster: a new one would not open a cluster that is there. */
async function readPassword(file: string, cluster: string): Promise<string> {
  if (existsSync(cluster) && !existsSync(file)) {
    throw new EmbeddedPostgresError(
      `${file} is missing: the password of the database in ${cluster}. Restore it from your backup ` +
        'of the data directory.',
    );
  }
  const password = await createOnce(file, () => randomBytes(24).toString('base64url'));
  await refuseSharedFile(file);
  return password.trim();
}

async function findEnterableDirectory(own: string): Promise<string> {
  const locationFile = path.join(own, 'location');
  const known = await readIfExists(locationFile);
  if (known !== null) return known;
  const cluster = path.join(own, 'cluster');
  const account = findAccount(cluster);
  if (await canEnter(own, account)) return own;
  if (existsSync(cluster)) {
    throw new EmbeddedPostgresError(
      `PostgreSQL's user (${account?.name}) can no longer enter ${own}. Allow it to pass through ` +
        'that folder and the folders above it (chmod o+x).',
    );
  }
  const elsewhere = await makeDirectoryElsewhere(own, account);
  const location = await createOnce(locationFile, () => elsewhere);
  if (location !== elsewhere) await rm(elsewhere, { recursive: true });
  return location;
}

async function makeDirectoryElsewhere(own: string, account: Account | null): Promise<string> {
  const isTemporary = own.startsWith(`${tmpdir()}${path.sep}`);
  for (const parent of isTemporary ? [tmpdir()] : [rootDirectory, tmpdir()]) {
    try {
      await mkdir(parent, { recursive: true, mode: 0o755 });
      const directory = await mkdtemp(path.join(parent, 'hirewire-postgres-'));
      await chmod(directory, 0o711);
      if (await canEnter(directory, account)) return directory;
      await rm(directory, { recursive: true });
    } catch {
      // A read-only place: the next one may do.
    }
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL's user (${account?.name}) can enter neither the data directory nor ` +
      `${rootDirectory} nor ${tmpdir()}. Choose another data directory, or set DATABASE_URL.`,
  );
}

async function canEnter(directory: string, account: Account | null): Promise<boolean> {
  const entering = ['-c', 'cd -- "$0"', directory];
  return (await runProgram('/bin/sh', entering, { account, directory: '/' })).succeeded;
}

async function provideBinaries(
  directory: string,
  account: Account | null,
): Promise<{ binaries: string; version: string }> {
  const platform = findPlatformBinaries();
  await createLibraryLinks(platform.directory);
  const installed = await askVersion(platform.directory, account);
  if (installed.succeeded) return { binaries: platform.directory, version: installed.output };
  // Only root's PostgreSQL has another user, who may be kept out of the clone. One copy serves all
  // databases; the folder of this one is for machines where /var/lib is read-only.
  for (const parent of account === null ? [] : [rootDirectory, directory]) {
    const binaries = await copyBinaries(platform, parent).catch(() => null);
    if (binaries === null) continue;
    const copied = await askVersion(binaries, account);
    if (copied.succeeded) return { binaries, version: copied.output };
  }
  throw new EmbeddedPostgresError(
    `The PostgreSQL that npm installed does not run on this machine: ${installed.output} ` +
      'Reinstall it (npm rebuild), or set DATABASE_URL.',
  );
}

function askVersion(binaries: string, account: Account | null) {
  const run = { account, directory: path.parse(binaries).root };
  return runProgram(programPath(binaries, 'postgres'), ['--version'], run);
}

async function copyBinaries(platform: PlatformBinaries, parent: string): Promise<string> {
  const target = path.join(parent, `binaries-${platform.version}`);
  if (existsSync(target)) return target;
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(`${target}.`);
  await cp(platform.directory, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  try {
    await rename(draft, target);
  } catch (error) {
    // Another starter was faster, which is as good.
    await rm(draft, { recursive: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
