import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { systemClock } from '@hirewire/connector-kit';
import { createRun, insertIntegration } from '@hirewire/store';
import { until, untilEnded } from '@hirewire/store/testing';
import { seal } from '../integrations/sealing.ts';
import type { SyncWorker } from './sync-worker.ts';
import { startSyncWorker } from './sync-worker.ts';
import type { InMemoryAts } from '../testing/in-memory-ats.ts';
import { createInMemoryAts } from '../testing/in-memory-ats.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const hugeId = 'pretend:one';
const smallId = 'small:one';
const tags = 3000;

describe('a worker whose one place is taken by a huge sync', () => {
  let test: TestEngine;
  let small: InMemoryAts;
  let worker: SyncWorker | null;
  beforeEach(async () => {
    test = await startTestEngine();
    small = createInMemoryAts();
    addSampleRecords(small.remote, 5);
    for (let index = 0; index < tags; index += 1) {
      test.ats.remote.put('tags', { remote_id: `t${index}`, name: `Tag ${index}` });
    }
    worker = null;
  });
  afterEach(async () => {
    await worker?.stop();
    await test.close();
  });

  const queue = async (integrationId: string): Promise<string> =>
    (await createRun(test.database, { integrationId, type: 'FULL', trigger: 'CLI' })).id;

  const start = (sliceMs: number): Promise<SyncWorker> => {
    const connector = { ...small.connector, tool: { ...small.connector.tool, id: 'small' } };
    const connectors = new Map([...test.environment.connectors, ['small', connector] as const]);
    return startSyncWorker({ ...test.environment, connectors, runLimits: { sliceMs } }, 1);
  };

  async function addSmall(): Promise<void> {
    await insertIntegration(test.database, {
      id: smallId,
      environmentId: test.integration.environmentId,
      tool: 'small',
      endUser: test.integration.endUser,
      sealedCredentials: seal(test.environment.secretKeys, smallId, '{"api_key":"k"}'),
      remoteBaseUrl: null,
    });
  }

  it('ends a small sync that came later first, and goes on with the huge one where it was', async () => {
    await addSmall();
    let isSmallDone = false;
    let smallRunId = '';
    const { remote } = test.ats;
    remote.pageSize = 1;
    remote.beforePage = async ({ model, page }) => {
      if (model === 'tags' && page === 2 && smallRunId === '') smallRunId = await queue(smallId);
      // Three thousand pages take longer than anybody waits here, unless it is over by then.
      if (isSmallDone) remote.pageSize = tags;
      else await systemClock.sleep(25);
    };
    const hugeRunId = await queue(hugeId);
    worker = await start(0);
    await until(() => smallRunId !== '');
    const smallRun = await untilEnded(test.database, { integrationId: smallId, runId: smallRunId });
    isSmallDone = true;
    const hugeRun = await untilEnded(test.database, { integrationId: hugeId, runId: hugeRunId });
    assert.equal(smallRun.state, 'SUCCEEDED');
    assert.equal(hugeRun.state, 'SUCCEEDED');
    assert.ok(Number(smallRun.endedAt) < Number(hugeRun.endedAt));
    assert.equal((await test.list('tags')).length, tags);
    const reads = remote.reads.filter(({ model }) => model === 'tags');
    assert.equal(reads.filter(({ resumeFrom }) => resumeFrom === null).length, 1);
    assert.ok(reads.length > 1, 'it was not interrupted');
    assert.equal(hugeRun.models['tags']?.records, tags);
  });

  it('is not interrupted while nobody waits', async () => {
    test.ats.remote.pageSize = 100;
    const runId = await queue(hugeId);
    worker = await start(0);
    assert.equal(
      (await untilEnded(test.database, { integrationId: hugeId, runId })).state,
      'SUCCEEDED',
    );
    assert.ok(test.ats.remote.reads.every(({ resumeFrom }) => resumeFrom === null));
  });
});
