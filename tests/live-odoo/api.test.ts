import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createOutgoingGuard, systemClock } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { createEngine } from '@hirewire/engine';
import { buildApp, createLog } from '@hirewire/server';
import { createApiKey, findOrCreateEnvironment, listRuns } from '@hirewire/store';
import { createTestDatabase } from '@hirewire/store/testing';
import { changeOdoo } from './setup/change-odoo.ts';
import type { Changes } from './setup/change-odoo.ts';
import { byText, findChanges, readFacts } from './setup/facts.ts';
import type { AllFacts, ComparedModel, Facts } from './setup/facts.ts';
import { ageRecords, findLiveOdoo, noOdoo } from './setup/live-odoo.ts';
import type { LiveOdoo } from './setup/live-odoo.ts';
import { wireFacts } from './setup/wire-facts.ts';
import type { WireRecord } from './setup/wire-facts.ts';

const live = findLiveOdoo();
const models = Object.keys(wireFacts) as ComparedModel[];

interface Api {
  /** The records of all pages. */
  list(model: ComparedModel, query?: Record<string, string>): Promise<WireRecord[]>;
  sync(type: 'FULL' | 'DELTA'): Promise<void>;
  close(): Promise<void>;
}

describe('the API over a real Odoo', { skip: live === null ? noOdoo : false }, () => {
  let api: Api;
  let atFirst: AllFacts;
  let changes: Changes;
  before(async () => {
    await ageRecords(live!);
    api = await startApi(live!);
    atFirst = await readFacts(live!);
  });
  after(() => api?.close());

  test('the first sync serves what Odoo holds, record by record', async (suite) => {
    for (const model of models) {
      await suite.test(model, async () => {
        assert.deepEqual(factsOf(model, await api.list(model)), sorted(atFirst[model]));
      });
    }
  });

  test('a delta sync serves what Odoo holds after a week of recruiting', async (suite) => {
    const startedAt = new Date().toISOString();
    changes = await changeOdoo(live!);
    const now = await readFacts(live!);
    await api.sync('DELTA');
    for (const model of models) {
      await suite.test(model, async () => {
        const served = new Map(factsOf(model, await api.list(model)));
        // What was deleted without a trace is only seen by a full sync.
        for (const [id, facts] of now[model]) assert.deepEqual(served.get(id), facts, id);
      });
    }
    await suite.test('updated_after tells of every change', async () => {
      for (const model of models) {
        const updated = await api.list(model, { updated_after: startedAt });
        const ids = updated.map(({ remote_id: id }) => id);
        const missed = findChanges(atFirst[model], now[model]).filter((id) => !ids.includes(id));
        assert.deepEqual(missed, [], model);
        if (model === 'applications') assert.ok(ids.length < now[model].size / 2, `${ids.length}`);
      }
    });
  });

  test('a full sync marks what was deleted, and nothing else', async () => {
    await api.sync('FULL');
    const now = await readFacts(live!);
    for (const model of models) {
      assert.deepEqual(factsOf(model, await api.list(model)), sorted(now[model]), model);
    }
    const all = await api.list('applications', { include_deleted: 'true' });
    const deleted = all.filter((record) => record['remote_deleted_at'] !== null);
    assert.deepEqual(
      deleted.map(({ remote_id: id }) => id),
      [changes.deletedApplication],
    );
  });

  test('a sync without changes changes nothing', async () => {
    const startedAt = new Date().toISOString();
    await api.sync('DELTA');
    await api.sync('FULL');
    for (const model of models) {
      assert.deepEqual(await api.list(model, { updated_after: startedAt }), [], model);
    }
  });
});

async function startApi(odoo: LiveOdoo): Promise<Api> {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const log = createLog('silent');
  const secretKey = randomBytes(32);
  const clock = systemClock;
  const guard = createOutgoingGuard({ allowedNetworks: ['127.0.0.1'] });
  const parts = { database, secretKey, log };
  const engine = createEngine({ ...parts, connectors, clock, guard, allowRemoteBaseUrl: false });
  const app = await buildApp({ ...parts, engine, rateLimitPerMinute: 0, publicUrl: null });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const { id: environmentId } = await findOrCreateEnvironment(database, { name: 'live' });
  const { key } = await createApiKey(database, { environmentId, name: 'live' });
  const { id: integrationId, missingPermissions } = await engine.createIntegration({
    environmentId,
    tool: 'odoo',
    credentials: { base_url: odoo.baseUrl, database: odoo.database, api_key: odoo.keys.officer },
    endUser: { organizationName: 'Example', creatorEmail: null, originId: null },
    remoteBaseUrl: null,
  });
  assert.deepEqual(missingPermissions, []);
  const worker = await engine.startWorker({ concurrency: 1 });

  async function finishRun(): Promise<void> {
    const limit = AbortSignal.timeout(120_000);
    for (;;) {
      const [run] = await listRuns(database, integrationId, { limit: 1 });
      if (run?.endedAt) {
        assert.equal(run.state, 'SUCCEEDED', run.message ?? undefined);
        return;
      }
      await clock.sleep(50, limit);
    }
  }
  await finishRun();

  return {
    async list(model, query = {}) {
      const records: WireRecord[] = [];
      let cursor: string | null = null;
      do {
        const path = `/v1/ats/${model.replaceAll('_', '-')}`;
        const search = new URLSearchParams({ ...query, ...(cursor === null ? {} : { cursor }) });
        const answer = await fetch(`${url}${path}?${search.toString()}`, {
          headers: { authorization: `Bearer ${key}`, 'x-integration-id': integrationId },
        });
        const text = await answer.text();
        assert.equal(answer.status, 200, text);
        const { results, next } = (
          JSON.parse(text) as { data: { results: WireRecord[]; next: string | null } }
        ).data;
        records.push(...results);
        cursor = next;
      } while (cursor !== null);
      return records;
    },
    async sync(type) {
      const requested = await engine.requestSync(integrationId, { type, trigger: 'API' });
      assert.equal(requested.type, type);
      await finishRun();
    },
    async close() {
      await worker.stop();
      await app.close();
      await testDatabase.drop();
    },
  };
}

function factsOf(model: ComparedModel, records: readonly WireRecord[]): [string, Facts][] {
  return sorted(new Map(records.map((record) => [record.remote_id, wireFacts[model](record)])));
}

function sorted(facts: ReadonlyMap<string, Facts>): [string, Facts][] {
  return [...facts].toSorted(([one], [other]) => byText(one, other));
}
