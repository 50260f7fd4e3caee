import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { deleteIntegration } from '../integrations/delete-integration.ts';
import type { VendorWork } from './work-queue.ts';
import { workQueue } from './work-queue.ts';
import { queueChanged, releaseLostVendorWork } from './work-items.ts';
import type { ChangedWorkItem, UnregisterWorkItem } from './work-items.ts';
import type { TestDatabase } from '../testing/index.ts';
import {
  addIntegration,
  abandonQueue,
  createTestDatabase,
  until as waitUntil,
} from '../testing/index.ts';
import { saveVendorWebhook } from '../integrations/inbound-webhooks.ts';

const event = (integrationId: string, deliveryId: string): ChangedWorkItem => ({
  integrationId,
  deliveryId,
  changed: [{ model: 'jobs', remoteId: deliveryId }],
});

describe('work that vendors cause', () => {
  let test: TestDatabase;
  let stop: AbortController;
  let working: Promise<void>;
  let read: string[][];
  let isTakenBack: UnregisterWorkItem[];
  beforeEach(async () => {
    test = await createTestDatabase();
    stop = new AbortController();
    read = [];
    isTakenBack = [];
  });
  afterEach(async () => {
    stop.abort();
    await working;
    await test.drop();
  });

  function work(changes: Partial<VendorWork> = {}): void {
    working = workQueue({
      database: test.database,
      concurrency: 2,
      signal: stop.signal,
      log: { warn: (_, message) => assert.fail(message) },
      runSync: async () => undefined,
      vendorWork: {
        readChanged: async (items) => void read.push(items.map((item) => item.deliveryId)),
        unregisterWebhooks: async (item) => void isTakenBack.push(item),
        checkWebhooks: async () => undefined,
        ...changes,
      },
    });
  }
  const until = (check: () => boolean | Promise<boolean>) =>
    waitUntil(check, { pool: test.database.pool });

  it('is one item for all events of an integration that wait, and another for each other one', async () => {
    for (const id of ['a', 'a', 'b']) await queueChanged(test.database, [event('pretend:one', id)]);
    await queueChanged(test.database, [event('pretend:two', 'c')]);
    work();
    await until(() => read.length >= 2);
    assert.deepEqual(
      read.toSorted((one, other) => other.length - one.length),
      [['a', 'a', 'b'], ['c']],
    );
  });

  it('is tried again when it fails', async () => {
    work({
      readChanged: async (items) => {
        read.push(items.map(({ deliveryId }) => deliveryId));
        if (read.length < 3) throw new Error('fails');
      },
    });
    await queueChanged(test.database, [event('pretend:one', 'a')]);
    await until(() => read.length >= 3);
    assert.deepEqual(read, [['a'], ['a'], ['a']]);
  });

  it('is not lost when it fails while the next event comes', async () => {
    work({
      readChanged: async (items) => {
        read.push(items.map(({ deliveryId }) => deliveryId));
        if (read.length > 1) return;
        await queueChanged(test.database, [event('pretend:one', 'b')]);
        throw new Error('fails');
      },
    });
    await queueChanged(test.database, [event('pretend:one', 'a')]);
    await until(() => read.flat().filter((id) => id === 'a').length >= 2);
    await until(() => read.flat().includes('b'));
  });

  it('is to take back what a deleted integration was told, with credentials that nobody else has', async () => {
    const { database } = test;
    for (const id of ['pretend:one', 'pretend:two']) {
      await addIntegration(database, {
        id,
        sealedCredentials: Buffer.from(`sealed for ${id}`),
        remoteBaseUrl: 'http://127.0.0.1:9',
        settings: { requests_per_second: 5 },
      });
    }
    for (const id of ['w1', 'w2']) {
      const webhook = { integrationId: 'pretend:one', id, event: null, state: 'enabled' } as const;
      await saveVendorWebhook(database, webhook);
    }
    for (const id of ['pretend:two', 'pretend:one', 'pretend:one']) {
      await deleteIntegration(database, id);
    }
    work();
    await until(() => isTakenBack.length > 0);
    const [item, ...others] = isTakenBack;
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...item, sealedCredentials: Buffer.from(item!.sealedCredentials, 'base64').toString() },
      {
        integrationId: 'pretend:one',
        tool: 'pretend',
        settings: { requests_per_second: 5 },
        remoteBaseUrl: 'http://127.0.0.1:9',
        sealedCredentials: 'sealed for pretend:one',
        sealedToken: null,
        webhookIds: ['w1', 'w2'],
      },
    );
    await until(async () => {
      const { rowCount } = await database.pool.query('select from graphile_worker.jobs');
      return rowCount === 0;
    });
  });

  it('is taken over from a worker that died with it', async () => {
    await queueChanged(test.database, [event('pretend:one', 'lost')]);
    await abandonQueue(test.database.pool, 5);
    await releaseLostVendorWork(test.database);
    await queueChanged(test.database, [event('pretend:two', 'new')]);
    work();
    await until(() => read.length > 0);
    assert.deepEqual(read, [['new']]);
    await abandonQueue(test.database.pool, 15);
    await releaseLostVendorWork(test.database);
    await until(() => read.flat().includes('lost'));
  });
});
