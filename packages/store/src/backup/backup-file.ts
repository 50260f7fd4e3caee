import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BackupError } from './backup-error.ts';
import type { BackupTable } from './tables.ts';

/**
 * A backup is a file of four parts: a line that says what it is, the header as a line of JSON, the
 * rows with gzip, and the SHA-256 of all that. The rows are those of PostgreSQL's COPY in text
 * format, table after table in the order of the header, in frames: four bytes with the length, then
 * as many bytes. A frame without bytes ends a table.
 */
export const firstLine = 'hirewire-backup 1\n';
const digestBytes = 32;
export const frameLengthBytes = 4;
export const maxFrameBytes = 1024 * 1024;
export const chunkBytes = 256 * 1024;

/** Far more than the names of all tables and columns take. */
const maxHeadBytes = 4 * 1024 * 1024;

export interface BackupHeader {
  /** Version of Hirewire that made the backup. */
  hirewire: string;
  createdAt: string;
  /** Migrations that the database had. */
  migrations: string[];
  tables: (BackupTable & { count: number })[];
  sequences: Record<string, string>;
  /** Which secret keys encrypt what is in it; null where an older schema does not tell. */
  keyIds: string[] | null;
}

export interface BackupFile {
  readonly header: BackupHeader;
  /** Reads the whole file once. @throws BackupError where it is not as it was written */
  verify(): Promise<void>;
  /** The frames; the last one is followed by the same check. */
  frames(): AsyncGenerator<Buffer, void, undefined>;
  close(): Promise<void>;
}

export async function openBackup(path: string): Promise<BackupFile> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const head = await readHead(handle, path);
    const header = parseHeader(head, path);
    const read = () => readChecked(handle, { path, head, bodyEnd: size - digestBytes });
    return {
      header,
      frames: () => splitFrames(read(), path),
      async verify() {
        for await (const _ of read());
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const damaged = (path: string): BackupError =>
  new BackupError(
    `${path} is truncated or was altered: its checksum is wrong. Nothing was restored. Copy the ` +
      'file again from where it was kept, or take an older backup.',
  );

/** Both lines. */
async function readHead(handle: FileHandle, path: string): Promise<Buffer> {
  const start = Buffer.alloc(firstLine.length);
  await handle.read(start, 0, start.length, 0);
  if (start.toString('latin1') !== firstLine) {
    throw new BackupError(
      /^hirewire-backup \d/.test(start.toString('latin1'))
        ? `${path} is a backup in a format of a newer Hirewire. Restore it with that version.`
        : `${path} is not a backup of Hirewire.`,
    );
  }
  let head = Buffer.alloc(0);
  while (head.indexOf(10, firstLine.length) < 0) {
    const chunk = Buffer.alloc(chunkBytes);
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, head.length);
    if (bytesRead === 0 || head.length > maxHeadBytes) throw damaged(path);
    head = Buffer.concat([head, chunk.subarray(0, bytesRead)]);
  }
  return head.subarray(0, head.indexOf(10, firstLine.length) + 1);
}

function parseHeader(head: Buffer, path: string): BackupHeader {
  try {
    return JSON.parse(head.toString('utf8', firstLine.length)) as BackupHeader;
  } catch {
    throw damaged(path);
  }
}

async function* readChecked(
  handle: FileHandle,
  { path, head, bodyEnd }: { path: string; head: Buffer; bodyEnd: number },
): AsyncGenerator<Buffer, void, undefined> {
  const hash = createHash('sha256').update(head);
  let position = head.length;
  while (position < bodyEnd) {
    const chunk = Buffer.alloc(Math.min(chunkBytes, bodyEnd - position));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    hash.update(chunk.subarray(0, bytesRead));
    yield chunk.subarray(0, bytesRead);
  }
  const digest = Buffer.alloc(digestBytes);
  await handle.read(digest, 0, digestBytes, Math.max(bodyEnd, 0));
  if (position !== bodyEnd || !hash.digest().equals(digest)) throw damaged(path);
}

async function* splitFrames(
  compressed: AsyncGenerator<Buffer>,
  path: string,
): AsyncGenerator<Buffer, void, undefined> {
  const rows = createGunzip({ chunkSize: chunkBytes });
  const fed = pipeline(compressed, rows);
  // Its failure also ends `rows`.
  fed.catch(() => undefined);
  let rest = Buffer.alloc(0);
  for await (const chunk of rows) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    while (rest.length >= frameLengthBytes) {
      const length = rest.readUInt32BE();
      if (length > maxFrameBytes) throw damaged(path);
      if (rest.length < frameLengthBytes + length) break;
      yield rest.subarray(frameLengthBytes, frameLengthBytes + length);
      rest = rest.subarray(frameLengthBytes + length);
    }
  }
  await fed;
  if (rest.length > 0) throw damaged(path);
}
