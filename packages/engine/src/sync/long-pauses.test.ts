import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { systemClock } from '@hirewire/connector-kit';
import type { Connector, ReadModel } from '@hirewire/connector-kit';
import { findRun, insertIntegration } from '@hirewire/store';
import { skipQueueWaits } from '@hirewire/store/testing';
import { seal } from '../integrations/sealing.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import type { SyncWorker } from './sync-worker.ts';
import { startSyncWorker } from './sync-worker.ts';

const readTags: ReadModel<'tags'> = async function* ({ remote }) {
  await remote.request({ method: 'GET', path: '/tags' });
  yield { records: [{ remote_id: 't1', name: 'Remote' }], resumeFrom: null, completeness: 'full' };
};

describe('vendors that answer 429 with a pause of two hours', () => {
  let test: TestEngine;
  let worker: SyncWorker | null;
  let server: Server;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    worker = null;
    server = createServer(({ url = '' }, response) => {
      asked.push(url);
      if (url.startsWith('/busy')) response.writeHead(429, { 'retry-after': '7200' }).end('{}');
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    test = await startTestEngine();
    const { connector } = test.ats;
    const connectors = new Map<string, Connector>();
    connectors.set('pretend', { ...connector, read: { tags: readTags }, listIds: {} });
    test.environment.connectors = connectors;
  });
  afterEach(async () => {
    await worker?.stop();
    await test.close();
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  });

  async function addIntegration(name: string): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const id = `pretend:${name}`;
    await insertIntegration(test.database, {
      id,
      environmentId: test.integration.environmentId,
      tool: 'pretend',
      endUser: test.integration.endUser,
      sealedCredentials: seal(test.environment.secretKeys, id, JSON.stringify({ api_key: 'k' })),
      remoteBaseUrl: `http://127.0.0.1:${port}/${name}`,
    });
    return id;
  }

  async function until<Found>(look: () => Promise<Found | null> | Found | null): Promise<Found> {
    for (let looks = 0; looks < 1200; looks += 1) {
      const found = await look();
      if (found !== null) return found;
      await systemClock.sleep(50);
    }
    return assert.fail(`not within a minute; asked: ${asked.join(', ')}`);
  }

  it('hold up nobody else, are asked nothing meanwhile, and are waited for', async () => {
    const request = async (integrationId: string) => {
      const wanted = { type: 'FULL', trigger: 'CLI' } as const;
      return (await test.engine.requestSync(integrationId, wanted)).sync_id;
    };
    const busy = await Promise.all(['busy1', 'busy2'].map(addIntegration));
    const runs = await Promise.all(busy.map(request));
    const free = await addIntegration('free');
    // As many places as there are vendors that want to be left alone.
    worker = await startSyncWorker(test.environment, 2);
    await until(() => (asked.length >= 2 ? true : null));
    const ofFree = await request(free);
    const ended = await until(async () => {
      const run = await findRun(test.database, free, ofFree);
      return run?.endedAt ? run : null;
    });
    assert.equal(ended.state, 'SUCCEEDED');
    assert.deepEqual(asked.toSorted(), ['/busy1/tags', '/busy2/tags', '/free/tags']);
    for (const [index, integrationId] of busy.entries()) {
      const run = await findRun(test.database, integrationId, runs[index] ?? '');
      assert.equal(run?.state, 'RUNNING');
    }
    await worker.stop();
    worker = null;
    const waits = await skipQueueWaits(test.database.pool);
    // An hour is the longest that is waited at once.
    const long = waits.filter(({ seconds }) => seconds > 3500 && seconds <= 3600);
    assert.equal(long.length, 2, JSON.stringify(waits));
  });
});
