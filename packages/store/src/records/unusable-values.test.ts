import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { modelNames } from '@hirewire/contract';
import type { TestDatabase } from '../testing/index.ts';
import { createTestDatabase, plantRow } from '../testing/index.ts';

/** JSON that no column takes, by the column's type; text and JSON columns take everything. */
const unusable: Readonly<Record<string, readonly string[]>> = {
  timestamptz: ['"2026-02-30T00:00:00.000Z"', '"soon"', '"999999-01-01"', '""', '{}', '[1]', '5'],
  numeric: ['"many"', '""', '{}', '[1]', 'true'],
  bool: ['"perhaps"', '""', '{}', '[1]', '7'],
};

/** No JSON that PostgreSQL takes: the record cannot be shown at all. */
const unreadable = ['"name":', '"name":1e200000', `"name":${'['.repeat(50_000)}`];

const viewOf = (model: string): string => (model === 'application_stages' ? 'stages' : model);

/** Times of the row itself, which are no part of the record. */
const ownTimes = new Set([
  'changed_at',
  'updated_at',
  'remote_deleted_at',
  'purged_at',
  'is_deleted',
]);

// https://www.postgresql.org/docs/current/sql-createview.html: one row that fails, fails the query.
describe('a row with a value that PostgreSQL does not take', () => {
  let test: TestDatabase;
  before(async () => {
    test = await createTestDatabase();
  });
  beforeEach(async () => {
    for (const model of modelNames) {
      await test.database.pool.query(`truncate store.${model}, store.rendered_${model}`);
      await plantRow(test.database.pool, model, { id: 'sound', own: '"id":"sound"' });
    }
  });
  after(() => test.drop());

  async function readRows(view: string): Promise<Map<unknown, Record<string, unknown>>> {
    const { rows } = await test.database.pool.query<Record<string, unknown>>(
      `select * from hirewire.${view}`,
    );
    return new Map(rows.map((row) => [row['id'], row]));
  }

  async function listColumns(view: string): Promise<{ name: string; type: string }[]> {
    const { rows } = await test.database.pool.query<{ name: string; type: string }>(
      `select column_name as name, udt_name as type from information_schema.columns
       where table_schema = 'hirewire' and table_name = $1`,
      [view],
    );
    assert.ok(rows.length > 5, view);
    return rows.filter(({ name }) => !ownTimes.has(name));
  }

  for (const model of modelNames) {
    const view = viewOf(model);
    it(`costs hirewire.${view} that value, and keeps it in the record`, async () => {
      const { pool } = test.database;
      const planted: { id: string; name: string; value: string }[] = [];
      for (const { name, type } of await listColumns(view)) {
        for (const value of unusable[type] ?? []) {
          const id = `r${planted.length}`;
          planted.push({ id, name, value });
          await plantRow(pool, model, { id, own: `"id":"${id}","${name}":${value}` });
        }
      }
      const rows = await readRows(view);
      assert.equal(rows.size, planted.length + 1);
      for (const { id, name, value } of planted) {
        const row = rows.get(id);
        assert.equal(row?.[name], null, `${name}: ${value}`);
        assert.deepEqual(row['record'], { id, [name]: JSON.parse(value) });
      }
    });

    it(`costs hirewire.${view} that record where it is no JSON`, async () => {
      for (const [index, own] of unreadable.entries()) {
        await plantRow(test.database.pool, model, { id: `r${index}`, own });
      }
      const rows = await readRows(view);
      assert.equal(rows.size, unreadable.length + 1);
      for (const index of unreadable.keys()) assert.equal(rows.get(`r${index}`)?.['record'], null);
      assert.deepEqual(rows.get('sound')?.['record'], { id: 'sound' });
    });
  }

  it('was looked for in columns of each type', async () => {
    const columns = (
      await Promise.all(modelNames.map((model) => listColumns(viewOf(model))))
    ).flat();
    const known = new Set([...Object.keys(unusable), 'text', 'jsonb']);
    assert.deepEqual(new Set(columns.map(({ type }) => type)), known);
  });
});
