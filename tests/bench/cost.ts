import { readdir, readFile } from 'node:fs/promises';
import type { Database } from '@hirewire/store';

/** What work has cost beside time. */
export interface Cost {
  walBytes: number;
  /** Of this process. */
  cpuMs: number;
  /** Of all processes of PostgreSQL, autovacuum and others included; null where /proc is not there. */
  postgresCpuMs: number | null;
}

export async function measureCost<T>(
  database: Database,
  work: () => Promise<T>,
): Promise<{ result: T } & Cost> {
  const walBefore = await walPosition(database);
  const postgresBefore = await postgresCpu(database);
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const postgresAfter = await postgresCpu(database);
  return {
    result,
    walBytes: (await walPosition(database)) - walBefore,
    cpuMs: (user + system) / 1000,
    postgresCpuMs:
      postgresBefore === null || postgresAfter === null ? null : postgresAfter - postgresBefore,
  };
}

async function walPosition({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as bytes`,
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** Linux counts in hundredths of a second. */
const tickMs = 10;

/** Fields of /proc/PID/stat behind the name, from the state on: see `man proc_pid_stat`. */
async function statOf(pid: string): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

async function postgresCpu({ pool }: Database): Promise<number | null> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const [, postmaster = ''] = await statOf(String(rows[0]?.pid));
  if (postmaster === '') return null;
  const sum = (fields: string[], from: number): number =>
    (Number(fields[from] ?? 0) + Number(fields[from + 1] ?? 0)) * tickMs;
  // Of those that have ended the postmaster keeps the sum.
  let total = sum(await statOf(postmaster), 13);
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const fields = await statOf(pid);
    if (fields[1] === postmaster) total += sum(fields, 11);
  }
  return total;
}
