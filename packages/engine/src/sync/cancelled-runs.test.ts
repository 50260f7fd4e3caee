import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { listRuns, modelNames } from '@hirewire/store';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import { untilGivenUp } from '../testing/until-given-up.ts';

const id = 'pretend:one';

describe('a run whose integration goes away while the vendor is slow to answer', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 30);
  });
  afterEach(() => test.close());

  /** Something happens while the second page of candidates is read; the third never comes. */
  function during(happening: () => Promise<unknown>): void {
    test.ats.remote.beforePage = async ({ model, page, signal }) => {
      if (model !== 'candidates') return;
      if (page === 2) await happening();
      if (page === 3) await untilGivenUp(signal);
    };
  }

  it('ends CANCELLED when it is disabled, which is no failure', async () => {
    during(() => test.engine.setEnabled(id, false));
    const run = await test.sync();
    assert.equal(run.state, 'CANCELLED');
    assert.equal(run.message, 'The integration was disabled.');
    assert.notEqual(run.models['candidates']?.state, 'DONE');
  });

  it('ends CANCELLED when somebody cancels it, and the next one reads the rest', async () => {
    during(async () => {
      const [running] = await listRuns(test.database, id, { limit: 1 });
      assert.ok(running);
      const run = { integrationId: id, runId: running.id };
      assert.equal(await test.engine.cancelSync(run), true);
      assert.equal(await test.engine.cancelSync(run), false);
    });
    const run = await test.sync();
    assert.deepEqual([run.state, run.message], ['CANCELLED', 'The sync was cancelled.']);
    assert.notEqual(run.models['candidates']?.state, 'DONE');
    test.ats.remote.beforePage = () => undefined;
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.equal((await test.list('candidates')).length, 30);
  });

  it('ends CANCELLED when it is deleted, and stores nothing afterwards', async () => {
    await test.sync();
    during(() => test.engine.deleteIntegration(id));
    const run = await test.sync();
    assert.equal(run.state, 'CANCELLED');
    for (const model of modelNames) {
      assert.deepEqual(await test.list(model, { includeDeleted: true }), [], model);
    }
  });

  it('is handed back at a shutdown, and goes on after the last page that was stored', async () => {
    const stop = new AbortController();
    during(async () => stop.abort(new Error('shutting down')));
    const run = await test.sync('FULL', stop.signal);
    assert.equal(run.state, 'RUNNING');
    test.ats.remote.beforePage = () => undefined;
    const ended = await test.sync();
    assert.equal(ended.id, run.id);
    assert.equal(ended.state, 'SUCCEEDED');
    const resumed = test.ats.remote.reads.filter(({ model }) => model === 'candidates').at(-1);
    assert.notEqual(resumed?.resumeFrom, null);
    assert.equal((await test.list('candidates')).length, 30);
  });
});
