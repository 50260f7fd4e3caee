import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { markStale, listRuns } from '@hirewire/store';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const id = 'pretend:one';

describe('asking for a sync', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 3);
  });
  afterEach(() => test.close());

  const request = (type: 'FULL' | 'DELTA') => test.engine.requestSync(id, { type, trigger: 'API' });
  const countOpen = async (): Promise<number> =>
    (await listRuns(test.database, id, { limit: 20 })).filter(({ endedAt }) => endedAt === null)
      .length;

  it('makes the first one a full one, whatever was asked for', async () => {
    assert.equal((await request('DELTA')).type, 'FULL');
  });

  it('answers with the one of its type that is queued', async () => {
    await test.sync();
    for (const type of ['DELTA', 'FULL'] as const) {
      const first = await request(type);
      assert.deepEqual([first.type, first.already_queued], [type, false]);
      assert.deepEqual(await request(type), { ...first, already_queued: true });
    }
    assert.equal(await countOpen(), 2);
  });

  it('answers with a full one that is queued when a delta is asked for', async () => {
    await test.sync();
    const full = await request('FULL');
    assert.deepEqual(await request('DELTA'), { ...full, already_queued: true });
  });

  it('answers with the one that is running', async () => {
    await test.sync();
    const answers: Awaited<ReturnType<typeof request>>[] = [];
    test.ats.remote.beforePage = async ({ model }) => {
      if (model === 'jobs') answers.push(await request('FULL'), await request('DELTA'));
    };
    const run = await test.sync();
    for (const answer of answers) {
      assert.deepEqual(answer, { sync_id: run.id, type: 'FULL', already_queued: true });
    }
    assert.equal(answers.length, 2);
  });

  it('queues one of those that ask at the same time', async () => {
    await test.sync();
    const answers = await Promise.all(Array.from({ length: 10 }, () => request('FULL')));
    assert.equal(new Set(answers.map(({ sync_id }) => sync_id)).size, 1);
    assert.equal(answers.filter((answer) => !answer.already_queued).length, 1);
    assert.equal(await countOpen(), 1);
  });

  it('reads all where a delta would not bring what is to be shown, or the tool has none', async () => {
    await test.sync();
    await markStale(test.database, id);
    assert.equal((await request('DELTA')).type, 'FULL');
    await test.sync();
    assert.equal((await request('DELTA')).type, 'DELTA');
    await test.engine.setEnabled(id, false);
    await test.engine.setEnabled(id, true);
    Object.assign(test.ats.connector, { incrementalModels: [] });
    assert.equal((await request('DELTA')).type, 'FULL');
  });
});
