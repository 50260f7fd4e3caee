import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { readIfExists } from './create-once.ts';

/** PostgreSQL's main process, as its own lock file tells. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Folder of its Unix socket; null where it listens on the loopback. */
  socketDirectory: string | null;
}

const lockFileName = 'postmaster.pid';

/** Path of the lock file that a running PostgreSQL keeps in its cluster. */
export function lockFilePath(cluster: string): string {
  return path.join(cluster, lockFileName);
}

/**
 * What the lock file says, whether or not that process still runs; null when there is no file.
 * Lines as in https://www.postgresql.org/docs/18/storage-file-layout.html: pid, data directory,
 * start time, port, folder of the socket, …
 */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readIfExists(lockFilePath(cluster));
  const lines = (text ?? '').split('\n');
  const [pid, , , port] = lines.map(Number);
  if (!pid || !port) return null;
  return { pid, port, socketDirectory: lines[4] || null };
}

/** Whether a process with this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the process is the PostgreSQL that wrote the lock file, and not a stranger that got its
 * number after a crash or a reboot. The command line is what every user may read; we always start
 * the server with its port on it.
 */
export async function isPostmaster({ pid, port }: Postmaster): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  const words = await readCommandLine(pid);
  return words.some((word) => path.basename(word) === 'postgres') && words.includes(String(port));
}

async function readCommandLine(pid: number): Promise<string[]> {
  try {
    if (process.platform === 'linux') {
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    }
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]);
    return stdout.trim().split(/\s+/);
  } catch {
    return [];
  }
}
