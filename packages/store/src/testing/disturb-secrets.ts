import type { Database } from '../database/database.ts';

/** Stops whoever changes webhook endpoints, until it is released; reading them goes on. */
export async function blockEndpoints({ pool }: Database): Promise<{
  /** Resolves once somebody waits. */
  untilWaited(): Promise<void>;
  release(): Promise<void>;
}> {
  const client = await pool.connect();
  await client.query('begin; lock table store.webhook_endpoints in share mode');
  return {
    async untilWaited() {
      const waiting = `select from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`;
      while ((await pool.query(waiting)).rowCount === 0);
    },
    async release() {
      await client.query('rollback');
      client.release();
    },
  };
}

/** As a process would do it that still seals with a key: `keyId` as sealed texts have it. */
export async function storeSealedWith({ pool }: Database, keyId: string): Promise<void> {
  const sealed = Buffer.concat([Buffer.of(1), Buffer.from(keyId, 'hex'), Buffer.alloc(40)]);
  await pool.query('update store.integrations set credentials = $1', [sealed]);
}
