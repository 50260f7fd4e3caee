import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';

/** The PostgreSQL that all test files share. */
export interface TestServer {
  /** Address of its maintenance database, as a role that may create databases. */
  url: string;
  close(): Promise<void>;
}

/** Folder for what tests keep between runs; git ignores it. */
export const cacheDirectory = fileURLToPath(new URL('../../../../.cache/', import.meta.url));

/** A file that holds the address of another PostgreSQL to test on, for example an older version. */
const externalUrlFile = path.join(cacheDirectory, 'test-database-url');

/** Linux keeps the files of this folder in memory. */
const memoryDirectory = '/dev/shm';
/** Some times what four test files at once have needed at most (130 MB). */
const minMemoryBytes = 1_000_000_000;

/** Data of tests need not survive a power cut. */
const settings = {
  // Proxies of tests stand before it.
  listen_addresses: '127.0.0.1',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // They may lie in memory.
  max_wal_size: '256MB',
  // Each `create database` and `drop database` asks for some.
  log_checkpoints: 'off',
  max_connections: '300',
};

/**
 * Starts the shared server, or joins the running one: each process holds a share in it, and the
 * last to close stops it. So a single test file works alone, and in a whole run, where
 * `scripts/test.ts` holds a share from start to end, every file finds it warm.
 */
export async function openTestServer(): Promise<TestServer> {
  if (existsSync(externalUrlFile)) {
    const url = (await readFile(externalUrlFile, 'utf8')).trim();
    return { url, close: () => Promise.resolve() };
  }
  const quiet = { info: () => undefined, error: () => undefined };
  const server = await startEmbeddedPostgres({
    dataDirectory: await chooseDataDirectory(),
    log: quiet,
    settings,
  });
  // A test file that forgets to drop its database must still end.
  server.unref();
  return { url: server.url, close: () => server.close() };
}

/** In memory where there is room for it, and otherwise in the clone. */
async function chooseDataDirectory(): Promise<string> {
  const clone = createHash('sha256').update(cacheDirectory).digest('hex').slice(0, 16);
  const inMemory = path.join(memoryDirectory, `hirewire-tests-${clone}`);
  // What runs there already is what the others use.
  if (existsSync(inMemory)) return inMemory;
  const memory = await statfs(memoryDirectory).catch(() => null);
  const freeBytes = memory === null ? 0 : memory.bavail * memory.bsize;
  return freeBytes < minMemoryBytes ? path.join(cacheDirectory, 'test-postgres') : inMemory;
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
