import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { modelNames } from '@hirewire/contract';
import pg from 'pg';
import { createTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';

/** As docs/guides/sql.md has it. */
const grants = (role: string): string => `
  create role ${role} login password 'reader';
  grant usage on schema hirewire to ${role};
  grant select on all tables in schema hirewire to ${role};
  alter default privileges in schema hirewire grant select on tables to ${role};`;

describe('a role that may read the views', () => {
  const role = `test_reader_${randomBytes(4).toString('hex')}`;
  let test: TestDatabase;
  let reader: pg.Client;
  before(async () => {
    test = await createTestDatabase();
    await test.database.pool.query(grants(role));
    const url = new URL(test.url);
    url.username = role;
    url.password = 'reader';
    reader = new pg.Client({ connectionString: url.href });
    await reader.connect();
  });
  after(async () => {
    await reader.end();
    await test.database.pool.query(`drop owned by ${role}`);
    await test.database.pool.query(`drop role ${role}`);
    await test.drop();
  });

  async function listViews(): Promise<string[]> {
    const { rows } = await test.database.pool.query<{ viewname: string }>(
      `select viewname from pg_views where schemaname = 'hirewire' order by viewname`,
    );
    return rows.map(({ viewname }) => viewname);
  }

  it('reads all of them', async () => {
    const views = await listViews();
    // One for each list, and the change feed and integrations.
    assert.equal(views.length, modelNames.length + 2);
    for (const view of views) {
      const { rows } = await reader.query(`select * from hirewire.${view}`);
      assert.deepEqual(rows, [], view);
    }
  });

  it('reads views that a later version brings', async () => {
    await test.database.pool.query('create view hirewire.later as select 1 as one');
    assert.deepEqual((await reader.query('select one from hirewire.later')).rows, [{ one: 1 }]);
    await test.database.pool.query('drop view hirewire.later');
  });

  it('sees nothing else: no credentials, no keys', async () => {
    for (const table of ['store.integrations', 'store.api_keys', 'store.candidates']) {
      await assert.rejects(reader.query(`select from ${table}`), /permission denied/);
    }
  });

  it('changes nothing, and neither does anybody else through them', async () => {
    for (const view of await listViews()) {
      for (const anybody of [reader, test.database.pool]) {
        await assert.rejects(
          anybody.query(`delete from hirewire.${view}`),
          /permission denied|cannot delete from view/,
        );
      }
    }
  });

  it('hears of changes', async () => {
    await reader.query('listen hirewire_changes');
    const heard = new Promise((resolve) => reader.once('notification', resolve));
    await test.database.pool.query(`select pg_notify('hirewire_changes', '{}')`);
    assert.ok(await heard);
  });
});
