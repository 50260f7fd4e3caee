import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { modelNames } from '@hirewire/contract';
import type { Queryable } from '../database/database.ts';
import { listMigrations, migrate } from '../database/migrate.ts';
import type { TestDatabase } from '../testing/index.ts';
import { createTestDatabase, plantRow } from '../testing/index.ts';

const migrations = new URL('../migrations/', import.meta.url);
const mending = '000032-unstorable-escapes.sql';

/** As versions before migration 32 wrote them: NUL and halves of surrogate pairs in names. */
const short = String.raw`"id":"r1","name":"🎈 \u0009 \\u0000"`;
const brief = String.raw`,"custom_fields":{"shirt\u0000size":"M","\\\u0000":1,"cut \ud83d":2}`;
const rest = String.raw`,"remote_data":{"/people":{"\uDC00\u0000\u0000":"\\\\ud800"}}`;
const shown = {
  id: 'r1',
  name: '🎈 \t \\u0000',
  custom_fields: { shirtsize: 'M', '\\': 1, 'cut \ufffd': 2 },
  remote_data: { '/people': { '\ufffd': String.raw`\\ud800` } },
};
const nested = String.raw`,"changed_at":"2026-01-02T03:04:05Z","of":{"shirt\u0000size":"M"}`;

async function plantRows(client: Queryable): Promise<void> {
  for (const model of modelNames) {
    await plantRow(client, model, {
      id: 'r1',
      own: short + brief + rest,
      shortEnd: Array.from(short).length,
      briefEnd: Array.from(short + brief).length,
      nested,
    });
  }
}

const viewOf = (model: string): string => (model === 'application_stages' ? 'stages' : model);

describe('rows with names that PostgreSQL cannot keep', () => {
  let test: TestDatabase;
  before(async () => {
    test = await createTestDatabase({ isEmpty: true });
    const { pool } = test.database;
    await pool.query(
      'create table public.hirewire_migrations (name text primary key, applied_at timestamptz)',
    );
    const earlier = (await listMigrations()).filter((name) => name < mending);
    for (const name of earlier) {
      await pool.query(await readFile(new URL(name, migrations), 'utf8'));
      await pool.query('insert into public.hirewire_migrations values ($1, now())', [name]);
    }
    await plantRows(pool);
    await assert.rejects(pool.query('select record from hirewire.tags'), /unsupported Unicode/i);
    await migrate(test.database);
  });
  after(() => test.drop());

  for (const model of modelNames) {
    it(`are mended in ${model}, with what other records show of them`, async () => {
      const { pool } = test.database;
      const { rows } = await pool.query<Record<'short' | 'brief' | 'own' | 'nested', string>>(
        `select left(own, short_end) as short, left(own, brief_end) as brief, own, nested
         from store.${model} join store.rendered_${model} using (integration_id, id)`,
      );
      const [row] = rows;
      assert.ok(row);
      const { id, name, custom_fields: fields } = shown;
      assert.deepEqual(JSON.parse(`{${row.short}}`), { id, name });
      assert.deepEqual(JSON.parse(`{${row.brief}}`), { id, name, custom_fields: fields });
      assert.deepEqual(JSON.parse(`{${row.own}}`), shown);
      assert.doesNotMatch(row.nested, /u0000/);
    });
  }

  it('break no view where an older version has stored them meanwhile', async () => {
    const { pool } = test.database;
    for (const model of modelNames) await pool.query(`delete from store.${model}`);
    for (const model of modelNames) await pool.query(`delete from store.rendered_${model}`);
    await plantRows(pool);
    for (const model of modelNames) {
      const { rows } = await pool.query<{ record: Record<string, unknown> }>(
        `select * from hirewire.${viewOf(model)}`,
      );
      assert.equal(rows.length, 1, model);
      for (const [name, value] of Object.entries(shown)) {
        assert.deepEqual(rows[0]?.record[name], value, `${model}.${name}`);
      }
    }
  });
});
