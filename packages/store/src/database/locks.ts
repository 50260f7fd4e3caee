import type pg from 'pg';

/**
 * Advisory locks of an integration. The key is `hashtextextended(integration_id, class)`; two
 * integrations whose keys collide wait for each other now and then, and nothing worse.
 */
export const lockClass = {
  /** Exclusive while a commit is recorded and made; shared, for a moment, before every read. */
  commit: 1,
  /** Held by the one transaction that may write records of the integration. */
  write: 2,
  /** Held by the session of the one worker that runs a sync of the integration. */
  run: 3,
  /** Held for the moment in which an action takes its place among those that run. */
  action: 4,
  /** Of no integration: held by the process that queues the runs that are due. */
  schedule: 5,
  /** Held while an event for webhooks is written, so that they commit in their order. */
  webhook: 6,
  /** Of no integration: held while tables are analyzed. */
  analyze: 7,
  /** Of no integration: held by the one process that may do something, such as run the demo. */
  process: 8,
} as const;

/** Makes this transaction the integration's only writer: whoever is writing ends first. */
export async function lockForWriting(client: pg.PoolClient, integrationId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended($1, ${lockClass.write}))`, [
    integrationId,
  ]);
}
