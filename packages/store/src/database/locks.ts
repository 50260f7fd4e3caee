import { text } from './sql-types.ts';
import type { Queryable } from './statement.ts';
import { statement } from './statement.ts';

/**
 * Every advisory lock there is, so that no two share a number by accident. `integrationLocks` and
 * `globalLocks` may not change: during a rolling restart the old processes use them as well.
 */
const integrationLocks = {
  /** Exclusive while a commit is recorded and made; shared, for a moment, before every read. */
  commit: 1,
  /** Held by the one transaction that may write records of the integration. */
  write: 2,
  /** Held by the session of the one worker that runs a sync of the integration. */
  run: 3,
  /** Held for the moment in which an action takes its lease. */
  action: 4,
  /** Held while an event for webhooks is written, so that they commit in their order. */
  webhook: 6,
  /** By a name instead of an integration: held by the one process that may do it, such as run the demo. */
  process: 8,
} as const;

/**
 * SQL of the key of an integration's lock. Two integrations whose keys collide wait for each other
 * now and then, and nothing worse.
 */
export const integrationLock = (
  name: keyof typeof integrationLocks,
  integrationId = '$integrationId',
): string => `hashtextextended(${integrationId}, ${integrationLocks[name]})`;

/** SQL of the keys of locks that belong to no integration. */
export const globalLock = {
  /** Held by the process that queues the runs that are due. */
  schedule: `hashtextextended('', 5)`,
  /** Held while tables are analyzed. */
  analyze: `hashtextextended('', 7)`,
  /** Held while issues are raised and resolved. */
  issues: `hashtextextended('', 9)`,
  /** Held while the database is migrated. */
  migration: '7446302651',
  /** Shared by all processes that need the embedded PostgreSQL; in its maintenance database. */
  embeddedPostgres: '44739473',
  /** Held while the template of test databases is made; in the maintenance database. */
  testTemplate: '837675',
} as const;

const takeWriteLock = statement({
  text: `select pg_advisory_xact_lock(${integrationLock('write')})`,
  values: { integrationId: text },
  isPrepared: true,
});

/** Makes this transaction the integration's only writer, once the present writer has ended. */
export async function lockForWriting(client: Queryable, integrationId: string): Promise<void> {
  await takeWriteLock.run(client, { integrationId });
}
