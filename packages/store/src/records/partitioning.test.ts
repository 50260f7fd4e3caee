import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadDeclarations } from '../testing/check-declaration.ts';
import type { TestDatabase } from '../testing/index.ts';
import { createTestDatabase } from '../testing/index.ts';

/**
 * So that tables can be hash-partitioned or distributed by integration one day: everything unique
 * and every statement about a table of integrations names the integration.
 */

/** Tables that belong to environments and not to integrations: every partition would have them. */
const shared = new Set([
  'environments',
  'api_keys',
  'api_key_windows',
  'custom_fields',
  'webhook_endpoints',
  'webhook_events',
  'webhook_deliveries',
  'issues',
  'retired_secret_keys',
  'erasure_keys',
  'erasures',
  'erased_people',
  'audit_events',
]);

let testDatabase: TestDatabase;
before(async () => {
  testDatabase = await createTestDatabase();
});
after(() => testDatabase.drop());

async function ask<Row>(text: string): Promise<Row[]> {
  return (await testDatabase.database.pool.query(text)).rows as Row[];
}

test('every table but the shared ones has the integration, and never none', async () => {
  const tables = await ask<{ name: string; has: boolean }>(
    `select c.relname as name, exists (
       select from pg_attribute a
       where a.attrelid = c.oid and a.attname = 'integration_id' and a.attnotnull) as has
     from pg_class c where c.relnamespace = 'store'::regnamespace and c.relkind in ('r', 'p')`,
  );
  assert.ok(tables.length > 25, `${tables.length} tables`);
  const without = tables.filter(({ has }) => !has).map(({ name }) => name);
  assert.deepEqual(
    without.filter((name) => !shared.has(name)),
    [],
  );
});

test('every key and unique index of theirs begins with it', async () => {
  const indexes = await ask<{ table: string; index: string; first: string | null }>(
    `select t.relname as table, i.relname as index, a.attname as first
     from pg_index x
     join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
     left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
     where t.relnamespace = 'store'::regnamespace and x.indisunique`,
  );
  const ofIntegrations = indexes.filter(({ table }) => !shared.has(table));
  assert.ok(ofIntegrations.length > 25, `${ofIntegrations.length} indexes`);
  const wrong = ofIntegrations.filter(({ first }) => first !== 'integration_id');
  assert.deepEqual(wrong, []);
});

test('every foreign key between them carries it', async () => {
  const keys = await ask<{ name: string; source: string; target: string; columns: string[] }>(
    `select k.conname as name, s.relname as source, t.relname as target,
       array(select a.attname::text from pg_attribute a
             where a.attrelid = k.conrelid and a.attnum = any (k.conkey)) as columns
     from pg_constraint k
     join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and s.relnamespace = 'store'::regnamespace`,
  );
  const wrong = keys.filter(
    ({ target, columns }) => !shared.has(target) && !columns.includes('integration_id'),
  );
  assert.deepEqual(wrong, []);
});

/**
 * Statements over all integrations, which a partitioned database asks of every partition: chores of
 * the whole installation, each a few times a minute at most. As they begin, with the reason.
 */
const overAll: Readonly<Record<string, string>> = {
  'update store.interactions set request_body = null': 'empties what has expired',
  'delete from store.interactions where started_at': 'deletes what has expired',
  'delete from store.idempotency_keys where created_at': 'deletes what has expired',
  'delete from store.action_reads where read_at': 'deletes what has expired',
  "update store.integrations set status = 'INACTIVE'": 'pauses a restored copy',
  "select encode(substr(credentials, 2, 4), 'hex')": 'asks which secret keys are in use',
  'lock table store.integrations, store.access_tokens': 'retires a secret key',
  "update store.integrations set credentials = ''": 'discards what a lost secret key sealed',
  'update store.access_tokens set sealed = null, version': 'discards what a lost secret key sealed',
  'delete from store.vendor_webhook_secrets where encode': 'discards what a lost secret key sealed',
};

const tablesOf = (text: string): string[] =>
  [...text.matchAll(/store\.(\w+)\b(?!\()/g)].map(([, table = '']) => table);

test('every statement about them names it, but for the chores of the whole installation', async () => {
  const texts = (await loadDeclarations()).map(({ text }) => text.trim().replaceAll(/\s+/g, ' '));
  const about = texts.filter((text) => tablesOf(text).some((table) => !shared.has(table)));
  assert.ok(about.length > 300, `${about.length} statements`);
  const chores = Object.keys(overAll);
  const unknown = about
    .filter((text) => !/integration_?id/i.test(text))
    .filter((text) => !chores.some((chore) => text.startsWith(chore)));
  assert.deepEqual(unknown, []);
  assert.deepEqual(
    chores.filter((chore) => !about.some((text) => text.startsWith(chore))),
    [],
  );
});
