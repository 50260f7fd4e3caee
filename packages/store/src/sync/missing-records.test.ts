import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/database.ts';
import { listMissing } from './missing-records.ts';
import type { ModelOfRun, StoredRow } from '../records/models.ts';
import { beginModel, savePage } from './sync-models.ts';
import { createRun, endRun, startRun } from './sync-runs.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';

const integrationId = 'pretend:one';

const ids = Array.from({ length: 5000 }, (_, index) => `tag${String(index).padStart(4, '0')}`);

function rowOf(id: string): StoredRow {
  return {
    id,
    remoteId: id,
    own: '"name":"Speaks Basque"',
    shortEnd: 0,
    briefEnd: 0,
    ownHash: '00000000-0000-0000-0000-000000000001',
    partsHash: '00000000-0000-0000-0000-000000000001',
    columns: {},
  };
}

/** Begins a full sync and reads `seen` in it, a page for a thousand. */
async function read(database: Database, seen: readonly string[]): Promise<ModelOfRun> {
  const { id: runId } = await createRun(database, { integrationId, type: 'FULL', trigger: 'CLI' });
  const run = { integrationId, runId, model: 'tags' } as const;
  const fencingToken = await startRun(database, { ...run, models: ['tags'] });
  assert.ok(fencingToken !== null);
  const modelOfRun = { ...run, fencingToken };
  await beginModel(database, modelOfRun, null);
  for (let start = 0; start < seen.length; start += 1000) {
    const isLast = start + 1000 >= seen.length;
    await savePage(database, modelOfRun, {
      rows: seen.slice(start, start + 1000).map(rowOf),
      deletedIds: [],
      requestedAt: () => new Date(),
      unusable: 0,
      completeness: 'full',
      resumeFrom: isLast ? null : { start },
      isLast,
      expectedRecords: null,
      isFirstSync: false,
    });
  }
  return modelOfRun;
}

describe('what a full sync has not seen', () => {
  let test: TestDatabase;
  let modelOfRun: ModelOfRun;
  before(async () => {
    test = await createTestDatabase();
    const { database } = test;
    await addIntegration(database, { id: integrationId });
    const { fencingToken = 0, runId } = await read(database, ids);
    const ending = { state: 'SUCCEEDED', message: null, issues: [] } as const;
    await endRun(database, { integrationId, runId, fencingToken, ...ending });
    modelOfRun = await read(
      database,
      ids.filter((id) => id !== 'tag0042' && id !== 'tag4711'),
    );
  });
  after(() => test.drop());

  it('is found among thousands of records', async () => {
    assert.deepEqual(await listMissing(test.database, modelOfRun), ['tag0042', 'tag4711']);
  });

  it('is found without comparing each record with each, where they do not fit in memory', async () => {
    await test.database.pool.query('analyze store.sync_seen, store.tags');
    const options = encodeURIComponent('-c work_mem=64kB');
    const small = openDatabase({ url: `${test.url}?options=${options}` });
    const plan: string[] = [];
    const pool = {
      async query(query: { text: string; values: unknown[] }) {
        const explained = await small.pool.query<{ 'QUERY PLAN': string }>({
          ...query,
          text: `explain ${query.text}`,
        });
        plan.push(...explained.rows.map((row) => row['QUERY PLAN']));
        return small.pool.query(query);
      },
    } as unknown as Database['pool'];
    const missing = await listMissing({ ...small, pool }, modelOfRun);
    await small.close();
    assert.deepEqual(missing, ['tag0042', 'tag4711']);
    assert.match(plan.join('\n'), /sync_seen/);
    assert.doesNotMatch(plan.join('\n'), /= \(SubPlan|Nested Loop/);
  });
});
