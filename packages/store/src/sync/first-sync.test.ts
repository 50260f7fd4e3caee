import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { inTransaction, openDatabase } from '../database/database.ts';
import { completeFirstSync } from './first-sync.ts';
import type { StoredRow } from '../records/models.ts';
import { withWriteLock, upsertRecords } from '../records/upsert-records.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';

const integrationIds = ['pretend:one', 'pretend:two', 'pretend:three'];

const rows = Array.from({ length: 1500 }, (_, index): StoredRow => ({
  id: `tag${index}`,
  remoteId: `tag${index}`,
  own: `"name":"Speaks language ${index}"`,
  shortEnd: 0,
  briefEnd: 0,
  ownHash: '00000000-0000-0000-0000-000000000001',
  partsHash: '00000000-0000-0000-0000-000000000001',
  columns: {},
}));

describe('first syncs that end at the same time', () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase();
    // PostgreSQL itself would look at the table now and then, and leave nothing to look at.
    await test.database.pool.query('alter table store.tags set (autovacuum_enabled = false)');
    // On one connection, which tells of its changes at once.
    const writer = openDatabase({ url: test.url, poolSize: 1 });
    for (const id of integrationIds) {
      await addIntegration(writer, { id });
      const cause = { type: 'sync', id: null } as const;
      await withWriteLock(writer, { integrationId: id, cause }, async (client) => {
        const page = { integrationId: id, model: 'tags', rows, deletedIds: [] } as const;
        const { changes } = await upsertRecords(client, { ...page, isFirstSync: true });
        return { changes, result: undefined };
      });
    }
    await writer.pool.query('select pg_stat_force_next_flush()');
    await writer.close();
  });
  afterEach(() => test.drop());

  const complete = (integrationId: string): Promise<void> =>
    completeFirstSync(test.database, { integrationId, runId: 'run' }, new AbortController().signal);

  async function countWaiting(): Promise<number> {
    const { rows: waiting } = await test.database.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return waiting.length;
  }

  it('have PostgreSQL look at a table that has grown once, not once for each of them', async () => {
    // As long as somebody vacuums it, they all wait.
    const completing = await inTransaction(test.database, async (client) => {
      await client.query('lock table store.tags in share update exclusive mode');
      const all = integrationIds.map(complete);
      while ((await countWaiting()) < all.length) await setImmediate();
      return all;
    });
    await Promise.all(completing);
    const { rows: counts } = await test.database.pool.query<{ analyzed: number }>(
      `select analyze_count::int as analyzed from pg_stat_user_tables
       where schemaname = 'store' and relname = 'tags'`,
    );
    assert.deepEqual(counts, [{ analyzed: 1 }]);
  });

  it('do not have it sort the texts of records, which nothing is searched by', async () => {
    await complete('pretend:one');
    const { rows: columns } = await test.database.pool.query<{ name: string }>(
      `select attname as name from pg_stats where schemaname = 'store' and tablename = 'tags'`,
    );
    const names = columns.map(({ name }) => name);
    assert.ok(names.includes('id'));
    assert.ok(!names.includes('own'));
  });
});
