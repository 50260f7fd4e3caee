import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { purgeRuns } from './sync-runs.ts';
import type { SyncRun } from './find-runs.ts';
import { listRuns } from './find-runs.ts';
import { createRun, endRun, startRun } from './sync-runs.ts';
import type { TestDatabase } from '../testing/index.ts';
import { createTestDatabase } from '../testing/index.ts';

const integrationId = 'pretend:one';
let test: TestDatabase;
before(async () => {
  test = await createTestDatabase();
});
after(() => test.drop());

/** A run of so many days ago. */
async function add(
  days: number,
  run: Pick<SyncRun, 'type' | 'trigger'>,
  state: 'SUCCEEDED' | 'FAILED' = 'SUCCEEDED',
): Promise<string> {
  const { id: runId } = await createRun(test.database, { integrationId, ...run });
  await startRun(test.database, { integrationId, runId, models: ['jobs'] });
  await endRun(test.database, { integrationId, runId, state, message: null, issues: [] });
  await test.database.pool.query(
    `update store.sync_runs set queued_at = queued_at - make_interval(days => $2),
       ended_at = ended_at - make_interval(days => $2)
     where integration_id = $1 and id = $3`,
    [integrationId, days, runId],
  );
  return runId;
}

it('forgets scheduled deltas after days, other runs after months, and the last of each type never', async () => {
  const delta = { type: 'DELTA', trigger: 'SCHEDULE' } as const;
  const full = { type: 'FULL', trigger: 'SCHEDULE' } as const;
  await add(90, full);
  const lastFull = await add(70, full);
  await add(61, { ...delta, trigger: 'API' });
  const asked = await add(59, { ...delta, trigger: 'API' });
  const failed = await add(5, delta, 'FAILED');
  await add(4, delta);
  const recent = await add(2, delta);
  const { id: open } = await createRun(test.database, { integrationId, ...full });
  await purgeRuns(test.database);
  const left = await listRuns(test.database, integrationId, { limit: 20 });
  assert.deepEqual(
    left.map(({ id }) => id).toSorted(),
    [asked, failed, recent, open, lastFull].toSorted(),
  );
  const { rows } = await test.database.pool.query<{ run_id: string }>(
    'select run_id from store.sync_models order by run_id',
  );
  assert.deepEqual(
    rows.map(({ run_id }) => run_id),
    [asked, failed, recent, lastFull].toSorted(),
  );
});
