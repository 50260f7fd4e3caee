import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestDatabase } from '../testing/index.ts';
import { integrationLock } from './locks.ts';

test('functions in the database take the same locks as the statements here', async () => {
  const testDatabase = await createTestDatabase();
  const { rows } = await testDatabase.database.pool.query<{ prosrc: string }>(
    `select prosrc from pg_proc where pronamespace = 'store'::regnamespace`,
  );
  await testDatabase.drop();
  const source = rows.map(({ prosrc }) => prosrc).join('\n');
  const classes = [
    ...source.matchAll(/_advisory_\w+\(\s*hashtextextended\(\s*[^;]*?, (\d+)\)\)\s*;/g),
  ].map(([, number]) => number);
  assert.equal(classes.length, [...source.matchAll(/_advisory_/g)].length, 'each call is read');
  const ours = [integrationLock('commit'), integrationLock('webhook')].map(
    (key) => /, (\d+)\)$/.exec(key)?.[1],
  );
  assert.deepEqual(new Set(classes), new Set(ours));
});
