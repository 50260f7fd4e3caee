import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestDatabase } from './create-test-database.ts';

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

test('a dropped test database is gone', async () => {
  const [gone, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  try {
    await gone.drop();
    const name = new URL(gone.url).pathname.slice(1);
    const found = await other.database.pool.query('select from pg_database where datname = $1', [
      name,
    ]);
    assert.equal(found.rowCount, 0);
  } finally {
    await other.drop();
  }
});
