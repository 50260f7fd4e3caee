import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { RemoteErrorKind } from '@hirewire/connector-kit';
import { RemoteError } from '@hirewire/connector-kit';
import { findRun } from '@hirewire/store';
import { skipQueueWaits } from '@hirewire/store/testing';
import { runSync } from './run-sync.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

describe('a vendor that is away for a while', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 35);
  });
  afterEach(() => test.close());

  /** From the third page of candidates on. */
  function goAway(kind: RemoteErrorKind = 'unavailable'): void {
    test.ats.remote.beforePage = ({ model, page }) => {
      if (model !== 'candidates' || page < 2) return;
      throw new RemoteError({ kind, message: 'Nobody is at home.', status: 503 });
    };
  }
  const comeBack = (): void => void (test.ats.remote.beforePage = () => undefined);

  const goOn = (runId: string, outageGraceMs?: number): Promise<void> =>
    runSync(
      {
        ...test.environment,
        ...(outageGraceMs === undefined ? {} : { runLimits: { outageGraceMs } }),
      },
      { integrationId: test.integration.id, runId },
      new AbortController().signal,
    );

  it('is waited for: a full sync goes on where it was', async () => {
    goAway();
    const waiting = await test.sync();
    assert.equal(waiting.state, 'RUNNING');
    assert.equal(waiting.models['candidates']?.state, 'READING');
    assert.equal(waiting.models['candidates'].message, 'Nobody is at home.');
    // What can be read is read meanwhile.
    assert.equal(waiting.models['users']?.state, 'DONE');
    assert.equal((await skipQueueWaits(test.database.pool)).length, 1);

    const { reads } = test.ats.remote;
    reads.length = 0;
    comeBack();
    await goOn(waiting.id);
    const ended = await findRun(test.database, test.integration.id, waiting.id);
    assert.equal(ended?.state, 'SUCCEEDED');
    assert.equal(ended.models['candidates']?.message, null);
    assert.deepEqual(
      reads.map(({ model }) => model),
      ['candidates'],
    );
    assert.notEqual(reads[0]?.resumeFrom, null);
    assert.equal((await test.list('candidates')).length, 35);
  });

  it('is not waited for without end', async () => {
    goAway('rate-limited');
    const { id } = await test.sync();
    await goOn(id, 0);
    const ended = await findRun(test.database, test.integration.id, id);
    assert.equal(ended?.state, 'PARTIALLY_FAILED');
    assert.match(ended.message ?? '', /candidates could not be read: Nobody is at home/);
  });

  it('is not waited for by a delta, as the next one begins at the same place', async () => {
    await test.sync();
    const candidate = test.ats.remote.records.candidates.get('c1');
    assert.ok(candidate);
    test.ats.remote.put('candidates', { ...candidate, first_name: 'Ada' });
    test.ats.remote.beforePage = ({ model }) => {
      if (model !== 'candidates') return;
      throw new RemoteError({ kind: 'unavailable', message: 'Nobody is at home.', status: 503 });
    };
    assert.equal((await test.sync('DELTA')).state, 'PARTIALLY_FAILED');
    comeBack();
    assert.equal((await test.sync('DELTA')).state, 'SUCCEEDED');
    const all = await test.list('candidates');
    assert.ok(all.some(({ first_name }) => first_name === 'Ada'));
  });

  for (const type of ['FULL', 'DELTA'] as const) {
    it(`gets the pause that it asks for, which leaves the worker of a ${type} to others`, async () => {
      await test.sync();
      const candidate = test.ats.remote.records.candidates.get('c1');
      assert.ok(candidate);
      test.ats.remote.put('candidates', { ...candidate, first_name: 'Ada' });
      const asked = new Set<string>();
      test.ats.remote.beforePage = ({ model }) => {
        asked.add(model);
        const retryAfterMs = 3_600_000;
        const details = { kind: 'rate-limited', message: 'Not so fast.', status: 429 } as const;
        throw new RemoteError({ ...details, retryAfterMs });
      };
      const paused = await test.sync(type);
      assert.equal(paused.state, 'RUNNING');
      // Those that were asked at the same moment; in a pause nothing else is.
      assert.ok(asked.size <= 2, [...asked].join());
      const [queued] = await skipQueueWaits(test.database.pool);
      assert.ok(queued && queued.seconds > 3500, JSON.stringify(queued));
      comeBack();
      await goOn(paused.id);
      assert.equal(
        (await findRun(test.database, test.integration.id, paused.id))?.state,
        'SUCCEEDED',
      );
      const all = await test.list('candidates');
      assert.ok(all.some(({ first_name }) => first_name === 'Ada'));
    });
  }

  for (const [what, refusal, state] of [
    ['credentials', { kind: 'authentication', status: 401 }, 'AUTHENTICATION_FAILED'],
    ['to answer itself', { kind: 'unknown', status: 302 }, 'PARTIALLY_FAILED'],
  ] as const) {
    const refuse = (): void => {
      let hasBegun = false;
      test.ats.remote.beforePage = ({ model, page }) => {
        hasBegun ||= model === 'candidates' && page === 2;
        if (model !== 'candidates' || !hasBegun) return;
        throw new RemoteError({ ...refusal, message: 'Not you again.' });
      };
    };

    it(`is asked once more where it refuses ${what}, and the sync goes on where it was`, async () => {
      refuse();
      const { id, state } = await test.sync();
      assert.equal(state, 'RUNNING');
      assert.equal((await skipQueueWaits(test.database.pool)).length, 1);
      const { reads } = test.ats.remote;
      reads.length = 0;
      comeBack();
      await goOn(id);
      const ended = await findRun(test.database, test.integration.id, id);
      assert.equal(ended?.state, 'SUCCEEDED');
      const again = reads.filter(({ model }) => model === 'candidates');
      assert.equal(again.length, 1);
      assert.notEqual(again[0]?.resumeFrom, null);
      assert.equal((await test.list('candidates')).length, 35);
    });

    it(`is not asked for ever where it refuses ${what}`, async () => {
      refuse();
      const { id } = await test.sync();
      await goOn(id);
      const ended = await findRun(test.database, test.integration.id, id);
      assert.equal(ended?.state, state);
      assert.match(ended.message ?? '', /Not you again/);
    });
  }

  it('is not waited for where it refuses, since that does not pass', async () => {
    goAway('permission');
    assert.equal((await test.sync()).state, 'PARTIALLY_FAILED');
  });
});
