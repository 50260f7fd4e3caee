import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import {
  listDeclarationFaults,
  loadDeclarations,
  readCatalog,
} from '../testing/check-declaration.ts';
import type { Catalog, Declaration } from '../testing/check-declaration.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { bigint, int, neverNull, nullable, oneOf, text, timestamptz } from './sql-types.ts';
import { listDeclarations, statement, statementFor } from './statement.ts';

let testDatabase: TestDatabase;
let client: pg.PoolClient;
let catalog: Catalog;

before(async () => {
  testDatabase = await createTestDatabase();
  client = await testDatabase.database.pool.connect();
  catalog = await readCatalog(client);
});

after(async () => {
  client.release();
  await testDatabase.drop();
});

const listFaults = (declaration: Declaration): Promise<string[]> =>
  listDeclarationFaults(client, catalog, declaration);

test('PostgreSQL accepts every statement of the store, and its rows are as declared', async () => {
  const declarations = await loadDeclarations();
  assert.ok(declarations.length > 300, `only ${declarations.length} statements were found`);
  const faults: string[] = [];
  for (const declaration of declarations) {
    for (const fault of await listFaults(declaration)) {
      faults.push(`${fault}, in: ${declaration.text}`);
    }
  }
  assert.deepEqual(faults, []);
});

const runs = (declared: Omit<Declaration, 'text'>, columns: string): Declaration => ({
  text: `select ${columns} from store.sync_runs`,
  ...declared,
});
const states = ['FULL', 'DELTA'] as const;

const planted: [fault: RegExp, declaration: Declaration][] = [
  [/column "colour" does not exist/, runs({ rows: { colour: text } }, 'colour')],
  [/relation "store.nothing" does not exist/, { text: 'select from store.nothing' }],
  [/syntax error/, { text: 'select from where' }],
  [
    /column queued_at is timestamptz, declared text/,
    runs({ rows: { queued_at: text } }, 'queued_at'),
  ],
  [/column count is int8, declared int4/, runs({ rows: { count: int } }, 'count(*)')],
  [/column id is returned, not declared/, runs({ rows: {} }, 'id')],
  [/column name is declared, not returned/, runs({ rows: { id: text, name: text } }, 'id')],
  [/column message may be null/, runs({ rows: { message: text } }, 'message')],
  [
    /column type is one of DELTA, FULL, declared FULL/,
    runs({ rows: { type: oneOf('FULL') } }, 'type'),
  ],
  [
    /value limit is int8, declared text/,
    { text: 'select from store.sync_runs limit $limit', values: { limit: text } },
  ],
  [
    /declares 2 values; PostgreSQL counts 1/,
    { text: 'select from store.sync_runs where id = $id', values: { id: text, model: text } },
  ],
  [/declares no value runId/, { text: 'select from store.sync_runs where id = $runId' }],
];

for (const [fault, declaration] of planted) {
  test(`a statement is refused: ${fault.source}`, async () => {
    const [first = 'no fault'] = await listFaults(declaration);
    assert.match(first, fault);
  });
}

test('what is declared as it is has no fault', async () => {
  const rows = {
    id: text,
    started_at: nullable(timestamptz),
    message: neverNull(text),
    type: oneOf(...states),
    count: bigint,
  };
  const values = { id: text, limit: bigint };
  const declaration = {
    text: `select id, started_at, message, type, count(*) over ()
      from store.sync_runs where message is not null and id = $id limit $limit`,
    values,
    rows,
  };
  assert.deepEqual(await listFaults(declaration), []);
});

test('values are sent in their order, whatever the order in the text; one left out is null', async () => {
  const echo = statement({
    text: `select $second::text as second, $first::text as first, $third::text as third`,
    values: { first: text, second: text, third: nullable(text) },
    rows: { first: text, second: text, third: nullable(text) },
  });
  const given = { second: '2', first: '1', other: 'not sent' };
  assert.deepEqual(await echo.one(client, given), { first: '1', second: '2', third: null });
});

test('every variant is registered', async () => {
  const count = listDeclarations().length;
  const select = statementFor(['jobs', 'tags'], (table) => ({
    text: `select '${table}' as name from store.${table}`,
    rows: { name: text },
  }));
  assert.equal(listDeclarations().length, count + 2);
  assert.deepEqual(await select('jobs').all(client), []);
  assert.equal(await select('tags').run(client), 0);
  await assert.rejects(select('tags').one(client), /returned no row/);
});
