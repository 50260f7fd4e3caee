import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/database.ts';
import { markStale } from './staleness.ts';
import { findIntegration } from '../integrations/integrations.ts';
import type { SyncRun } from './find-runs.ts';
import { listRuns } from './find-runs.ts';
import { createRun, endRun, startRun } from './sync-runs.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase, disturbStatements } from '../testing/index.ts';

let base: TestDatabase;
let database: Database;
const integrationId = 'pretend:one';
beforeEach(async () => {
  base = await createTestDatabase();
  database = base.database;
  await addIntegration(database, { id: integrationId });
});
afterEach(() => base.drop());

async function begin(type: SyncRun['type']): Promise<{ integrationId: string; runId: string }> {
  const { id: runId } = await createRun(database, { integrationId, type, trigger: 'CLI' });
  await startRun(database, { integrationId, runId, models: [] });
  return { integrationId, runId };
}

const success = { state: 'SUCCEEDED', message: null, issues: [] } as const;
const expiredAt = async (): Promise<Date | null | undefined> =>
  (await findIntegration(database, integrationId))?.dataExpiredAt;

test('a full run that began after the change shows what the integration is set up to show', async () => {
  await markStale(database, integrationId);
  await endRun(database, { ...(await begin('DELTA')), ...success });
  assert.ok(await expiredAt());
  await endRun(database, { ...(await begin('FULL')), ...success });
  assert.equal(await expiredAt(), null);
  assert.ok((await listRuns(database, integrationId, { limit: 9 })).every((run) => run.endedAt));
});

test('a run during which that changed is followed by a full one, wherever its end is cut off', async () => {
  const own = openDatabase({ url: base.url, applicationName: 'hirewire worker' });
  const statements = disturbStatements(own, database.pool);
  for (let at = 1, isReached = true; isReached; at += 1) {
    const run = await begin('DELTA');
    await markStale(database, integrationId);
    statements.begin({ fault: 'answer-lost', at });
    await endRun(own, { ...run, ...success }).catch(() => undefined);
    isReached = statements.count() >= at;
    statements.begin();
    const open = async (): Promise<string[]> =>
      (await listRuns(database, integrationId, { limit: 99 }))
        .filter(({ endedAt }) => endedAt === null)
        .map(({ type }) => type);
    const left = await open();
    assert.ok(left.length === 1, `${left.join()} after statement ${at}`);
    // What was cut off is done again.
    await endRun(database, { ...run, ...success });
    assert.deepEqual(await open(), ['FULL']);
    const [follower] = await listRuns(database, integrationId, { limit: 1 });
    assert.ok(follower);
    await endRun(database, { integrationId, runId: follower.id, ...success, state: 'CANCELLED' });
  }
  await own.close();
});
