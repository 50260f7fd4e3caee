import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { parseEvent } from '@hirewire/connector-kit';
import type {
  ModelName,
  VendorChange,
  VendorHook,
  VendorHookState,
  VendorWebhooks,
} from '@hirewire/connector-kit';
import { listRuns, listVendorWebhooks, measureVendorWebhooks } from '@hirewire/store';
import { ageVendorWebhooks, findTablesWith, until } from '@hirewire/store/testing';
import type { SyncWorker } from '../sync/sync-worker.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

type Receiver = Parameters<VendorWebhooks['register']>[1];

describe('webhooks of a vendor', () => {
  let test: TestEngine;
  let worker: SyncWorker | null;
  let unregister: VendorWebhooks['unregister'];
  let register: (receiver: Receiver) => AsyncIterable<VendorHook>;
  let states: [string, VendorHookState][];
  beforeEach(async () => {
    test = await startTestEngine();
    unregister = async () => undefined;
    register = async function* () {
      yield { id: 'webhook-1', event: 'one' };
      yield { id: 'webhook-2', event: 'two' };
    };
    states = [];
    test.ats.connector.webhooks = {
      register: (_, receiver) => register(receiver),
      inspect: async () => new Map(states),
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
  const idsOf = async () =>
    (await listVendorWebhooks(test.database, id)).map((hook) => hook.id).toSorted();
  const linesWith = (text: string) => test.logLines.filter(({ message }) => message.includes(text));
  /** Begins to work on what waits, and does so until the check holds. */
  async function workUntil(check: () => boolean | Promise<boolean>): Promise<void> {
    worker = await test.engine.startWorker({ concurrency: 2 });
    await until(check, { pool: test.database.pool });
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

  it('tell of a merge: what referred to the one who is gone refers to the other', async () => {
    const [application, other] = await test.list('applications');
    const [gone, kept] = [application, other].map((one) => String(one?.['candidate_id']));
    const remoteIds = new Map(
      (await test.list('candidates')).map((one) => [one['id'], one.remote_id]),
    );
    const [remoteId = '', mergedInto = ''] = [gone, kept].map((one) => remoteIds.get(one ?? ''));
    test.ats.connector.readById = {
      candidates: async (_, ids) => ids.map((one) => ({ remote_id: one, deleted: true })),
    };
    const change = { model: 'candidates', remoteId } as const;
    await tell([change, { ...change, mergedInto }, change]);
    await workUntil(async () => {
      const all = await test.list('applications');
      const moved = all.find(({ remote_id: one }) => one === application?.remote_id);
      return moved?.['candidate_id'] === kept;
    });
    assert.ok((await test.list('candidates')).every((one) => one['id'] !== gone));
  });

  it('delete nothing that a missing permission may only hide, and all that is gone with it', async () => {
    const known = await test.list('applications');
    const [hidden = '', gone = ''] = known.map((one) => one.remote_id);
    let lacking: ModelName[] = ['applications'];
    test.ats.connector.checkCredentials = async () => ({
      missingPermissions: lacking.map((model) => ({
        permission: `${model}: Read`,
        models: [model],
        actions: [],
      })),
      accountLabel: null,
    });
    test.ats.remote.delete('applications', hidden);
    await tell([{ model: 'applications', remoteId: hidden }]);
    await workUntil(() => linesWith('may only be hidden').length > 0);
    const [line] = linesWith('may only be hidden');
    assert.equal(line?.fields['permission'], 'applications: Read');
    lacking = ['tags'];
    test.ats.remote.delete('applications', gone);
    await tell([{ model: 'applications', remoteId: gone }]);
    await until(async () => (await test.list('applications')).length < known.length);
    const left = (await test.list('applications')).map((one) => one.remote_id);
    assert.ok(left.includes(hidden) && !left.includes(gone));
  });

  it('of a candidate who was deleted take the applications along at once, without a sync', async () => {
    const [application] = await test.list('applications');
    const candidates = await test.list('candidates');
    const owner = candidates.find((one) => one['id'] === application?.['candidate_id']);
    assert.ok(application !== undefined && owner !== undefined);
    const others = (await test.list('applications')).filter(
      (one) => one['candidate_id'] !== owner['id'],
    );
    const runs = (await listRuns(test.database, id, { limit: 10 })).length;
    test.ats.connector.readById = {
      ...test.ats.connector.readById,
      candidates: async (_, ids) => ids.map((one) => ({ remote_id: one, deleted: true })),
    };
    test.ats.remote.delete('applications', application.remote_id);
    await tell([{ model: 'candidates', remoteId: owner.remote_id }]);
    await workUntil(async () =>
      (await test.list('candidates')).every((one) => one['id'] !== owner['id']),
    );
    const left = (await test.list('applications')).map((one) => one.remote_id);
    assert.deepEqual(
      left,
      others.map((one) => one.remote_id),
    );
    assert.equal((await listRuns(test.database, id, { limit: 10 })).length, runs);
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
    const { pool } = test.database;
    await until(async () => (await findTablesWith(pool, 'webhook-1')).length === 0, { pool });
    assert.deepEqual(asked, [
      ['webhook-1', 'webhook-2'],
      ['webhook-1', 'webhook-2'],
      ['webhook-1', 'webhook-2'],
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
    assert.deepEqual(line?.fields['webhookIds'], ['webhook-1', 'webhook-2']);
    assert.equal(tries, 8);
    assert.equal(linesWith('will retry').length, 7);
  });

  it('end when somebody asks for it, and are forgotten', async () => {
    await test.engine.registerVendorWebhooks(id);
    assert.equal(await test.engine.unregisterVendorWebhooks(id), 2);
    assert.deepEqual(await listVendorWebhooks(test.database, id), []);
    assert.equal(await test.engine.unregisterVendorWebhooks(id), 0);
  });

  it('are replaced one by one, and the former ones go when all are there', async () => {
    await test.engine.registerVendorWebhooks(id);
    const gone: string[] = [];
    unregister = async (_, ids) => void gone.push(...ids);
    register = async function* ({ known }) {
      assert.deepEqual(
        known.map((hook) => [hook.id, hook.event]),
        [
          ['webhook-1', 'one'],
          ['webhook-2', 'two'],
        ],
      );
      yield { id: 'webhook-1', event: 'one' };
      assert.deepEqual(gone, []);
      yield { id: 'webhook-3', event: 'two' };
    };
    assert.equal(await test.engine.registerVendorWebhooks(id), 2);
    assert.deepEqual(gone, ['webhook-2']);
    assert.deepEqual(await idsOf(), ['webhook-1', 'webhook-3']);
  });

  it('that are refused half-way leave the former ones, and those that are there', async () => {
    await test.engine.registerVendorWebhooks(id);
    unregister = async () => assert.fail('nothing is taken back');
    register = async function* () {
      yield { id: 'webhook-3', event: 'one' };
      throw new Error('no more');
    };
    await assert.rejects(test.engine.registerVendorWebhooks(id), /no more/);
    assert.deepEqual(await idsOf(), ['webhook-1', 'webhook-2', 'webhook-3']);
  });

  it('are asked for now and then, and shown as switched off or gone', async () => {
    await test.engine.registerVendorWebhooks(id);
    states = [['webhook-1', 'disabled']];
    await ageVendorWebhooks(test.database.pool, 7);
    await workUntil(() => linesWith('no longer sends').length > 0);
    const found = await listVendorWebhooks(test.database, id);
    assert.deepEqual(
      found.map(({ id: hook, state }) => [hook, state]),
      [
        ['webhook-1', 'disabled'],
        ['webhook-2', 'gone'],
      ],
    );
    assert.match(linesWith('no longer sends')[0]!.message, /2 of 2/);
    assert.deepEqual(await measureVendorWebhooks(test.database), [
      { tool: 'pretend', state: 'disabled', count: 1 },
      { tool: 'pretend', state: 'gone', count: 1 },
    ]);
    await test.engine.registerVendorWebhooks(id);
    assert.ok(
      (await listVendorWebhooks(test.database, id)).every((one) => one.state === 'enabled'),
    );
  });
});
