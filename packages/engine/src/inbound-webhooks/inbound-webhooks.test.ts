import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { parseEvent } from '@hirewire/connector-kit';
import type { VendorChange, VendorWebhooks } from '@hirewire/connector-kit';
import { listRuns, listVendorWebhooks } from '@hirewire/store';
import { findTablesWith, skipQueueWaits } from '@hirewire/store/testing';
import type { SyncWorker } from '../sync/sync-worker.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

describe('webhooks of a vendor', () => {
  let test: TestEngine;
  let worker: SyncWorker | null;
  let unregister: VendorWebhooks['unregister'];
  beforeEach(async () => {
    test = await startTestEngine();
    unregister = async () => undefined;
    test.ats.connector.webhooks = {
      register: async () => ['w1', 'w2'],
      unregister: (context, ids) => unregister(context, ids),
      receive: ({ query, body }) =>
        query['token'] === 'right' ? (parseEvent(body) as VendorChange[]) : null,
    };
    addSampleRecords(test.ats.remote, 5);
    await test.sync();
    worker = null;
  });
  afterEach(async () => {
    await worker?.stop();
    await test.close();
  });

  const id = 'pretend:one';
  const tell = (changes: VendorChange[], token = 'right') =>
    test.engine.ingestWebhook(id, {
      headers: {},
      query: { token },
      body: Buffer.from(JSON.stringify(changes)),
    });
  const linesWith = (text: string) => test.logLines.filter(({ message }) => message.includes(text));
  /** Begins to work on what waits, and does so until the check holds. */
  async function workUntil(check: () => boolean | Promise<boolean>): Promise<void> {
    worker = await test.engine.startWorker({ concurrency: 2 });
    await until(check);
  }

  async function until(check: () => boolean | Promise<boolean>): Promise<void> {
    const giveUpAt = Date.now() + 60_000;
    while (!(await check())) {
      assert.ok(Date.now() < giveUpAt, 'it did not become so');
      await new Promise((resolve) => setTimeout(resolve, 20));
      await skipQueueWaits(test.database.pool);
    }
  }

  it('have a record read once, however often it is named', async () => {
    let reads = 0;
    test.ats.remote.beforeReadBack = () => void (reads += 1);
    const [application] = await test.list('applications');
    const { remote_id: remoteId } = application!;
    test.ats.remote.delete('applications', remoteId);
    const change = { model: 'applications', remoteId } as const;
    await Promise.all([tell([change, change]), tell([change]), tell([change])]);
    await workUntil(async () =>
      (await test.list('applications')).every((one) => one.remote_id !== remoteId),
    );
    assert.equal(reads, 1);
    assert.equal(await tell([change], 'wrong'), 'rejected');
  });

  it('have a delta find what they cannot name', async () => {
    const [application] = await test.list('applications');
    const change = { model: 'applications', remoteId: application!.remote_id } as const;
    await tell([change, { model: 'applications', remoteId: null }]);
    await workUntil(async () => {
      const [run] = await listRuns(test.database, id, { limit: 1 });
      return run?.type === 'DELTA' && run.state === 'SUCCEEDED';
    });
  });

  it('are unregistered when the integration is deleted, again until the vendor takes that', async () => {
    assert.equal(await test.engine.registerVendorWebhooks(id), 2);
    const asked: (readonly string[])[] = [];
    unregister = async (_, ids) => {
      asked.push(ids);
      if (asked.length < 3) throw new Error('not now');
    };
    await test.engine.deleteIntegration(id);
    await workUntil(() => linesWith('Unregistered the webhooks').length > 0);
    // The queue drops the item once the work on it has returned.
    await until(async () => (await findTablesWith(test.database.pool, 'w1')).length === 0);
    assert.deepEqual(asked, [
      ['w1', 'w2'],
      ['w1', 'w2'],
      ['w1', 'w2'],
    ]);
  });

  it('are given up with a line in the log that says which are left', async () => {
    await test.engine.registerVendorWebhooks(id);
    let tries = 0;
    unregister = async () => {
      tries += 1;
      throw new Error('never');
    };
    await test.engine.deleteIntegration(id);
    await workUntil(() => linesWith('delete them there').length > 0);
    const [line] = linesWith('delete them there');
    assert.deepEqual(line?.fields['webhookIds'], ['w1', 'w2']);
    assert.equal(tries, 8);
    assert.equal(linesWith('will retry').length, 7);
  });

  it('end when somebody asks for it, and are forgotten', async () => {
    await test.engine.registerVendorWebhooks(id);
    assert.equal(await test.engine.unregisterVendorWebhooks(id), 2);
    assert.deepEqual(await listVendorWebhooks(test.database, id), []);
    assert.equal(await test.engine.unregisterVendorWebhooks(id), 0);
  });
});
