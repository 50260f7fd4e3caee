import { disabledBy, readModelIds } from '@hirewire/contract';
import type { ModelName } from '@hirewire/store';
import { findIntegration, findLastPosition } from '@hirewire/store';
import { findTablesWith, listStaleRows } from '@hirewire/store/testing';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { purgeDeleted } from '../maintenance/purge-deleted.ts';
import { isExpired, isNothing, listSchemas, told, undated } from '../testing/look-at-records.ts';
import { addCandidate, addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const id = 'pretend:one';
const models = Object.keys(listSchemas) as ModelName[];

describe('disabled models', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 30);
    await test.sync();
  });
  afterEach(() => test.close());

  const countOf = async (model: ModelName): Promise<number> => (await test.list(model)).length;

  it('are not read any more, and all of their records are deleted, however many they are', async () => {
    const position = await findLastPosition(test.database.pool, id);
    await test.engine.changeScope(id, { disable: ['ats_interviews'] });
    assert.equal(await countOf('interviews'), 15, 'before the next sync');
    test.ats.remote.reads.length = 0;
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'SUCCEEDED');
    assert.ok(!('interviews' in run.models));
    assert.ok(test.ats.remote.reads.length > 0);
    assert.ok(test.ats.remote.reads.every(({ model }) => model !== 'interviews'));
    assert.equal(await countOf('interviews'), 0);
    for (const { interviews } of await test.list('applications')) assert.deepEqual(interviews, []);
    const changes = await told(test, position);
    assert.equal(changes.filter((change) => change === 'interviews deleted sync').length, 15);
    assert.equal(await isExpired(test), false);
    assert.deepEqual(await listStaleRows(test.database, id), []);
  });

  it('are shown nowhere else, and nothing refers to them', async () => {
    await test.engine.changeScope(id, { disable: ['ats_candidates'] });
    await test.sync();
    const { candidates, notes, ...others } = await test.everything();
    assert.equal(candidates?.length, 30, 'marked as deleted');
    // Notes are about candidates, and off with them.
    for (const note of notes ?? []) assert.notEqual(note.remote_deleted_at, null);
    const text = JSON.stringify(others);
    for (const value of ['Zoë', 'Example 1', 'zoe.1', 'Zoe.1', String(candidates?.[0]?.id)]) {
      assert.ok(!text.includes(value), value);
    }
    assert.equal(others['applications']?.length, 30);
  });

  it('whichever they are, leave a wire that keeps its promises, and come back with their ids', async () => {
    const before = await test.everything();
    await fc.assert(
      fc.asyncProperty(fc.subarray([...readModelIds], { minLength: 1 }), async (disabled) => {
        await test.engine.changeScope(id, { disable: disabled });
        await test.sync();
        const everything = await test.everything();
        for (const model of models) {
          for (const record of everything[model] ?? []) {
            listSchemas[model].parse(record);
            const isDisabled = disabledBy(disabled).has(`ats_${model}`);
            assert.equal(record.remote_deleted_at !== null, isDisabled, model);
          }
        }
        for (const job of disabled.includes('ats_jobs') ? [] : (everything['jobs'] ?? [])) {
          for (const part of ['screening_questions', 'job_postings'] as const) {
            assert.equal(isNothing(job[part]), disabled.includes(`ats_${part}`), part);
          }
        }
        assert.deepEqual(await listStaleRows(test.database, id), []);
        await test.engine.changeScope(id, { enable: disabled });
        await test.sync('DELTA');
        assert.deepEqual(undated(await test.everything()), undated(before));
      }),
      { numRuns: 6 },
    );
  });

  it('are emptied like everything that is gone, and revived with the same ids', async () => {
    const before = await test.list('candidates');
    await test.engine.changeScope(id, { disable: ['ats_candidates'] });
    await test.sync();
    const retention = { deletedRecordDays: 0 };
    await purgeDeleted({ database: test.database, retention }, new AbortController().signal);
    for (const value of ['Zoë', 'zoe.1@example.com', 'Example 1']) {
      assert.deepEqual(await findTablesWith(test.database.pool, value), [], value);
    }
    await test.engine.changeScope(id, { enable: ['ats_candidates'] });
    const isKnown = async (): Promise<boolean> =>
      (await findIntegration(test.database, id))?.readModels.includes('candidates') ?? false;
    assert.equal(await isKnown(), false, 'an empty list would be wrong before the next sync');
    await test.sync('DELTA');
    assert.equal(await isKnown(), true);
    assert.deepEqual(undated(await test.list('candidates')), undated(before));
  });

  it('are read to their end when they are disabled while a sync reads them, and go after it', async () => {
    addCandidate(test.ats.remote, 77);
    test.ats.remote.beforePage = async ({ model, page }) => {
      if (model !== 'candidates' || page !== 2) return;
      await test.engine.changeScope(id, { disable: ['ats_candidates'] });
    };
    await test.sync();
    assert.equal(await isExpired(test), true);
    test.ats.remote.beforePage = () => undefined;
    const { already_queued: isQueued } = await test.engine.requestSync(id, {
      type: 'FULL',
      trigger: 'CLI',
    });
    assert.equal(isQueued, true, 'a sync that sees to it is queued');
    await test.sync();
    assert.equal(await countOf('candidates'), 0);
    assert.equal(await isExpired(test), false);
  });

  it('go even while the tool does not answer', async () => {
    await test.engine.changeScope(id, { disable: ['ats_offers'] });
    test.ats.remote.beforePage = () => {
      throw new Error('the tool is down');
    };
    assert.equal((await test.sync()).state, 'FAILED');
    assert.equal(await countOf('offers'), 0);
    assert.equal(await countOf('candidates'), 30);
  });

  it('may be off from the first sync on', async () => {
    const fresh = await startTestEngine();
    try {
      addSampleRecords(fresh.ats.remote, 3);
      await fresh.engine.changeScope(id, { disable: ['ats_candidates', 'ats_jobs.name'] });
      assert.equal((await fresh.sync()).state, 'SUCCEEDED');
      assert.deepEqual(await findTablesWith(fresh.database.pool, 'Example 1'), []);
      assert.equal((await fresh.list('jobs'))[0]?.['name'], null);
      assert.equal(await isExpired(fresh), false);
    } finally {
      await fresh.close();
    }
  });
});

describe('names of what is disabled', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
  });
  afterEach(() => test.close());

  it('have to exist, and the message lists what there is', async () => {
    const wrong: [string, RegExp][] = [
      ['offers', /no "offers".*ats_offers.*ats_candidates\.title.*ats_create_application/],
      ['ats_candidates.age', /no field "age".*first_name.*tags/],
      ['ats_candidates.remote_id', /cannot be disabled.*first_name/],
      ['ats_roles.scope', /cannot be disabled.*unified_type/],
    ];
    for (const [name, message] of wrong) {
      const expected = { code: 'invalid-settings', message };
      await assert.rejects(test.engine.changeScope(id, { disable: ['ats_tags', name] }), expected);
      await assert.rejects(test.engine.changeScope(id, { enable: [name] }), expected);
      await assert.rejects(test.engine.changeSettings(id, { switched_off: [name] }), expected);
    }
    assert.deepEqual(await test.engine.changeScope(id, {}), []);
  });

  it('add up, also when they are given at the same time', async () => {
    const names = ['ats_tags', 'ats_users.email', 'ats_reject_application', 'ats_offers'];
    await Promise.all(names.map((name) => test.engine.changeScope(id, { disable: [name] })));
    assert.deepEqual(await test.engine.changeScope(id, {}), names.toSorted());
    assert.deepEqual(await test.engine.changeScope(id, { enable: ['ats_tags', 'ats_jobs'] }), [
      'ats_offers',
      'ats_reject_application',
      'ats_users.email',
    ]);
    await test.engine.changeSettings(id, { switched_off: null });
    assert.deepEqual(await test.engine.changeScope(id, {}), []);
  });
});
