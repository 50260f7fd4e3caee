import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import type { Database } from '../database/database.ts';
import type { TestDatabase } from './create-test-database.ts';
import { createTestDatabase } from './create-test-database.ts';
import { findTablesWith } from './read-database.ts';
import { addIntegration } from './write-rows.ts';

test('each test database is migrated and apart from the others', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  try {
    assert.notEqual(one.url, two.url);
    const migrations = 'select name from public.hirewire_migrations';
    assert.notEqual((await one.database.pool.query(migrations)).rowCount, 0);
    await one.database.pool.query('create table only_in_one ()');
    await assert.rejects(two.database.pool.query('select from only_in_one'), /does not exist/);
  } finally {
    await Promise.all([one.drop(), two.drop()]);
  }
});

async function readNames({ database }: TestDatabase): Promise<string[]> {
  const { rows } = await database.pool.query<{ datname: string }>(
    'select datname from pg_database',
  );
  return rows.map(({ datname }) => datname);
}

const nameOf = ({ url }: TestDatabase): string => new URL(url).pathname.slice(1);

/** What a test may leave behind that is no row. */
const traces: Record<string, (database: Database) => Promise<unknown>> = {
  'a table': ({ pool }) => pool.query('create table left_over ()'),
  'a changed function': ({ pool }) =>
    pool.query(
      `do $$ begin execute replace(pg_get_functiondef('store.record_commit'::regproc),
         'begin', 'begin -- changed'); end $$`,
    ),
  'a disabled trigger': ({ pool }) =>
    pool.query('alter table store.integrations disable trigger user'),
  'a lock': ({ pool }) => pool.query('select pg_advisory_lock(1)'),
  'a connection in use': ({ pool }) => pool.connect(),
};

for (const [trace, leave] of Object.entries(traces)) {
  test(`a test database in which a test leaves ${trace} is gone afterwards`, async () => {
    const [gone, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const used = await leave(gone.database);
    const dropped = gone.drop();
    if (trace === 'a connection in use') (used as pg.PoolClient).release();
    await dropped;
    assert.ok(!(await readNames(other)).includes(nameOf(gone)));
    await other.drop();
  });
}

test('the next test finds no row of the last one, and the last reaches none of the next', async () => {
  const last = await createTestDatabase();
  await addIntegration(last.database, { id: 'pretend:one' });
  await last.drop();
  const next = await createTestDatabase();
  assert.equal(next.url, last.url, 'the database was not used again');
  assert.deepEqual(await findTablesWith(next.database.pool, 'pretend:one'), []);
  await assert.rejects(last.database.pool.query('select'), /has ended/);
  await next.drop();
});
