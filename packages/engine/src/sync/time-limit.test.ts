import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Clock } from '@hirewire/connector-kit';
import { systemClock } from '@hirewire/connector-kit';
import type { SyncRun } from '@hirewire/store';
import { findIntegration, findRun } from '@hirewire/store';
import { runSync } from './run-sync.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import { untilGivenUp } from '../testing/until-given-up.ts';

const id = 'pretend:one';
const totalMs = 5 * 3_600_000;

describe('a sync that takes too long', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 30);
    // One model after the other: jobs have been read when candidates begin.
    test.ats.connector.remote.limit.concurrency = 1;
  });
  afterEach(() => test.close());

  /** A full sync whose time is over when the second page of candidates is asked for. */
  async function syncUntilCandidates(): Promise<SyncRun> {
    const timeUp = Promise.withResolvers<void>();
    const clock: Clock = {
      now: () => systemClock.now(),
      sleep: (milliseconds, signal) =>
        milliseconds === totalMs ? timeUp.promise : systemClock.sleep(milliseconds, signal),
    };
    test.ats.remote.beforePage = async ({ model, page, signal }) => {
      if (model !== 'candidates' || page !== 2) return;
      timeUp.resolve();
      await untilGivenUp(signal);
    };
    const { sync_id: runId } = await test.engine.requestSync(id, { type: 'FULL', trigger: 'CLI' });
    const environment = { ...test.environment, clock, runLimits: { totalMs } };
    await runSync(environment, { integrationId: id, runId }, new AbortController().signal);
    test.ats.remote.beforePage = () => undefined;
    const run = await findRun(test.database, id, runId);
    assert.ok(run);
    return run;
  }

  it('ends TIMED_OUT, keeps what was read and deletes nothing that it had not read to the end', async () => {
    await test.sync();
    test.ats.remote.delete('candidates', 'c4');
    const [first] = test.ats.remote.records.candidates.values();
    assert.ok(first);
    test.ats.remote.put('candidates', { ...first, last_name: 'Renamed' });
    const run = await syncUntilCandidates();
    assert.equal(run.state, 'TIMED_OUT');
    assert.match(run.message ?? '', /after 5 hours.* not read to their end.*candidates/s);
    assert.doesNotMatch(run.message ?? '', /jobs/);
    const candidates = await test.list('candidates');
    assert.equal(candidates.length, 30);
    assert.ok(candidates.some((one) => one['last_name'] === 'Renamed'));

    const count = test.ats.remote.reads.length;
    const next = await test.sync();
    assert.equal(next.state, 'SUCCEEDED');
    assert.equal((await test.list('candidates')).length, 29);
    const reads = test.ats.remote.reads.slice(count);
    assert.ok(reads.every(({ resumeFrom }) => resumeFrom === null));
  });

  it('opens what a first sync has read to the end, and nothing else', async () => {
    assert.equal((await syncUntilCandidates()).state, 'TIMED_OUT');
    const integration = await findIntegration(test.database, id);
    assert.ok(integration?.firstSyncedAt);
    assert.ok(integration.readModels.includes('jobs'));
    assert.ok(!integration.readModels.includes('candidates'));
  });

  it('is counted from its first start, whoever goes on with it', async () => {
    const stop = new AbortController();
    test.ats.remote.beforePage = ({ model }) => {
      if (model === 'applications') stop.abort(new Error('shutting down'));
    };
    const run = await test.sync('FULL', stop.signal);
    assert.equal(run.state, 'RUNNING');
    // Whatever is left of a millisecond is over by now.
    const environment = { ...test.environment, runLimits: { totalMs: 1 } };
    test.ats.remote.beforePage = ({ signal }) => untilGivenUp(signal);
    const item = { integrationId: id, runId: run.id };
    await runSync(environment, item, new AbortController().signal);
    assert.equal((await findRun(test.database, id, run.id))?.state, 'TIMED_OUT');
  });
});
