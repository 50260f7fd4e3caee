import type pg from 'pg';
import type { Database, Queryable } from '../database/database.ts';

/**
 * What can become of a statement.
 *
 * - `fails`: PostgreSQL refuses it, and with it its transaction
 * - `killed`: its session is ended just before it
 * - `answer-lost`: it is carried out, a commit too, and its session ends before the answer arrives
 * - `all-killed`: every session of the database's user ends just before it, as when PostgreSQL restarts
 */
export type StatementFault = 'fails' | 'killed' | 'answer-lost' | 'all-killed';

export const statementFaults: readonly StatementFault[] = [
  'fails',
  'killed',
  'answer-lost',
  'all-killed',
];

export interface DisturbedStatements {
  /** Statements since `begin`. */
  count(): number;
  /** Counts anew; the statement at `at`, if there is a plan, meets the fault after `onFault`. */
  begin(plan?: { fault: StatementFault; at: number; onFault?: () => Promise<void> }): void;
}

type Query = (...words: unknown[]) => Promise<unknown>;
type Callback = (error: unknown, result?: unknown) => void;

/**
 * Lets one of the statements that run on a database's pool go wrong. To be called before the pool is
 * used; `others` must have sessions of another application name, which stay.
 */
export function disturbStatements(database: Database, others: Queryable): DisturbedStatements {
  let count = 0;
  let plan: Parameters<DisturbedStatements['begin']>[0];

  async function meet(client: pg.PoolClient, query: Query, words: unknown[]): Promise<unknown> {
    const fault = plan?.fault;
    await plan?.onFault?.();
    if (fault === 'fails') return query('select 1 / 0');
    if (fault === 'answer-lost') await query(...words);
    const pid = (client as unknown as { processID: number }).processID;
    await endSessionsOf(others, database, fault === 'all-killed' ? null : pid);
    if (fault === 'answer-lost') throw new Error('Connection terminated unexpectedly');
    return query(...words);
  }

  database.pool.on('connect', (client) => {
    const query = client.query.bind(client) as unknown as Query;
    const disturbed = (...words: unknown[]): unknown => {
      count += 1;
      if (count !== plan?.at) return query(...words);
      const callback = words.at(-1);
      if (typeof callback !== 'function') return meet(client, query, words);
      meet(client, query, words.slice(0, -1)).then(
        (result) => (callback as Callback)(null, result),
        (error: unknown) => (callback as Callback)(error),
      );
      return undefined;
    };
    Object.assign(client, { query: disturbed });
  });
  return {
    count: () => count,
    begin(next) {
      count = 0;
      plan = next;
    },
  };
}

/**
 * One session, or all that have the application name of the database's pool. All are told to end
 * before any is waited for, so that a session that answers afterwards is one that stays.
 */
async function endSessionsOf(
  others: Queryable,
  { pool }: Database,
  pid: number | null,
): Promise<void> {
  const { rows } = await others.query<{ pid: number }>(
    `select pid, pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()
       and case when $1::int is null then application_name = $2 else pid = $1 end`,
    [pid, pool.options.application_name],
  );
  const pids = rows.map((row) => row.pid);
  await others.query('select pg_terminate_backend(pid, 5000) from unnest($1::int[]) pid', [pids]);
}
