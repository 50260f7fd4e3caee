import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { link, open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { globalLock } from '../database/locks.ts';
import { isUpToDate, listApplied } from '../database/migrate.ts';
import { statement } from '../database/statement.ts';
import { findKeyIds } from '../environments/sealed-texts.ts';
import { BackupError } from './backup-error.ts';
import type { BackupHeader } from './backup-file.ts';
import { chunkBytes, firstLine, frameLengthBytes, maxFrameBytes } from './backup-file.ts';
import { withClient } from './client.ts';
import { copyOut, countRows, lockTables } from './table-sql.ts';
import { listTables, readSequences } from './tables.ts';

export interface Progress {
  /** The table that was copied as a whole. */
  table: string;
  rows: number;
  /** How many tables have been copied, of how many. */
  done: number;
  total: number;
}

export interface BackupOptions {
  url: string;
  path: string;
  /** Version of this Hirewire. */
  version: string;
  createdAt: Date;
  /** Whether a file of that name may be replaced. */
  mayReplace: boolean;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/**
 * Writes all tables as they are at one moment, while others go on writing. The file appears under
 * its name when it is complete; its owner alone can read it.
 */
export async function writeBackup(options: BackupOptions): Promise<BackupHeader> {
  const { url, path, mayReplace } = options;
  if (!mayReplace && existsSync(path)) throw exists(path);
  const draft = `${path}.${randomBytes(6).toString('hex')}.partial`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    const header = await withClient(url, (client) => writeRows(client, handle, options));
    await handle.close();
    if (mayReplace) await rename(draft, path);
    else await publish(draft, path);
    return header;
  } finally {
    // Closing it again does nothing.
    await handle.close();
    await rm(draft, { force: true });
  }
}

const exists = (path: string): BackupError =>
  new BackupError(`${path} exists already. Choose another name, or replace it with --force.`);

/** As a rename, except that it never replaces a file. */
async function publish(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? exists(path) : error;
  }
}

async function writeRows(
  client: pg.Client,
  handle: FileHandle,
  options: BackupOptions,
): Promise<BackupHeader> {
  await beginSnapshot(client);
  const header = await readHeader(client, options);
  const hash = createHash('sha256');
  const write = async (chunk: Buffer | string): Promise<void> => {
    hash.update(chunk);
    await handle.appendFile(chunk);
  };
  await write(`${firstLine}${JSON.stringify(header)}\n`);
  await pipeline(
    copyTables(client, header, options.onProgress),
    createGzip({ level: 3, chunkSize: chunkBytes }),
    async (compressed: AsyncIterable<Buffer>) => {
      for await (const chunk of compressed) await write(chunk);
    },
    { signal: options.signal },
  );
  await handle.appendFile(hash.digest());
  await handle.sync();
  return header;
}

const holdMigrations = statement({
  text: `select pg_advisory_lock_shared(${globalLock.migration})`,
});
const releaseMigrations = statement({
  text: `select pg_advisory_unlock_shared(${globalLock.migration})`,
});
const beginReading = statement({ text: 'begin isolation level repeatable read, read only' });

/**
 * Everything is read as it is at the first statement after `begin`. A migration must not change the
 * tables in between, so it waits until they are locked; other processes read and write as ever.
 */
async function beginSnapshot(client: pg.Client): Promise<void> {
  await holdMigrations.run(client);
  await beginReading.run(client);
  await lockTables(client, await listTables(client));
  await releaseMigrations.run(client);
}

async function readHeader(
  client: pg.Client,
  { version, createdAt }: BackupOptions,
): Promise<BackupHeader> {
  const tables: BackupHeader['tables'] = [];
  for (const table of await listTables(client)) {
    tables.push({ ...table, count: await countRows(client, table) });
  }
  const migrations = (await listApplied(client)).toSorted();
  return {
    hirewire: version,
    createdAt: createdAt.toISOString(),
    migrations,
    tables,
    sequences: await readSequences(client),
    keyIds: (await isUpToDate(migrations)) ? await findKeyIds({ pool: client }) : null,
  };
}

async function* copyTables(
  client: pg.Client,
  { tables }: BackupHeader,
  onProgress: (progress: Progress) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for (const [index, table] of tables.entries()) {
    const { name, count } = table;
    const rows = copyOut(client, table);
    for await (const chunk of rows) yield* toFrames(chunk as Buffer);
    if (rows.rowCount !== count) {
      throw new Error(`${rows.rowCount} rows of ${name} were copied, but there are ${count}.`);
    }
    yield Buffer.alloc(frameLengthBytes);
    onProgress({ table: name, rows: count, done: index + 1, total: tables.length });
  }
}

function* toFrames(chunk: Buffer): Generator<Buffer> {
  for (let start = 0; start < chunk.length; start += maxFrameBytes) {
    const part = chunk.subarray(start, start + maxFrameBytes);
    const length = Buffer.alloc(frameLengthBytes);
    length.writeUInt32BE(part.length);
    yield length;
    yield part;
  }
}
