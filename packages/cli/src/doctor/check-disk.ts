import { statfs } from 'node:fs/promises';
import { findExisting } from './check-files.ts';
import type { Check } from './finding.ts';

const gigabyte = 1024 ** 3;

/** Below the first, PostgreSQL may stop at the next sync; the second is for a first sync. */
const limits = { fail: 0.2 * gigabyte, warn: 2 * gigabyte };

/** Of the bundled PostgreSQL. */
export const checkDisk: Check = async ({ databaseUrl, dataDirectory }) => {
  const subject = 'disk space';
  if (databaseUrl !== null) {
    return { level: 'ok', subject, message: 'the data is where DATABASE_URL is' };
  }
  const { bavail, bsize } = await statfs(await findExisting(dataDirectory));
  return judge(bavail * bsize, dataDirectory);
};

/** @internal exported for tests */
export function judge(bytes: number, directory: string): Awaited<ReturnType<Check>> {
  const subject = 'disk space';
  const free = `${(bytes / gigabyte).toFixed(1)} GB free in ${directory}`;
  if (bytes >= limits.warn) return { level: 'ok', subject, message: free };
  const message = `${free}. Make room: PostgreSQL stops when the disk is full.`;
  return { level: bytes < limits.fail ? 'fail' : 'warn', subject, message };
}
