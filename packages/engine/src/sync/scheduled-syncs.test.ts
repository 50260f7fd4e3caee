import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { findIntegration, listRuns } from '@hirewire/store';
import { untilEnded } from '@hirewire/store/testing';
import type { SyncWorker } from './sync-worker.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const id = 'pretend:one';
let test: TestEngine;
let workers: SyncWorker[];
beforeEach(async () => {
  test = await startTestEngine();
  addSampleRecords(test.ats.remote, 5);
  workers = [];
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await test.close();
});

it('workers that keep a schedule run what is due, once for all of them', async () => {
  const schedule = { deltaMinutes: 10, fullHours: 6 };
  workers = await Promise.all(
    [1, 2, 3].map(() => test.engine.startWorker({ concurrency: 1, schedule })),
  );
  await untilEnded(test.database, { integrationId: id });
  // Another look of each would find nothing more, as it is the only one for hours or minutes.
  const runs = await listRuns(test.database, id, { limit: 10 });
  assert.deepEqual(
    runs.map(({ type, trigger }) => [type, trigger]),
    [['FULL', 'SCHEDULE']],
  );
  assert.equal((await test.list('candidates')).length, 5);
});

it('an integration chooses its own schedule, in whole minutes and hours', async () => {
  const settings = async () => (await findIntegration(test.database, id))?.settings;
  await test.engine.changeSettings(id, { delta_sync_minutes: 30, full_sync_hours: 0 });
  assert.deepEqual(await settings(), { delta_sync_minutes: 30, full_sync_hours: 0 });
  for (const wrong of [{ delta_sync_minutes: 0.5 }, { full_sync_hours: -1 }]) {
    await assert.rejects(test.engine.changeSettings(id, wrong), { code: 'invalid-settings' });
  }
  await test.engine.changeSettings(id, { delta_sync_minutes: null, full_sync_hours: null });
  assert.deepEqual(await settings(), {});
});
