import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createOutgoingGuard, systemClock } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { createEngine } from '@hirewire/engine';
import { buildApp, createLog } from '@hirewire/server';
import { createApiKey, findOrCreateEnvironment, listRuns } from '@hirewire/store';
import { createTestDatabase } from '@hirewire/store/testing';
import type { ComparedModel } from './facts.ts';
import type { LiveOdoo } from './live-odoo.ts';
import type { WireRecord } from './wire-facts.ts';

export interface Api {
  /** Ends in `/v1`: the `server_url` of an SDK. */
  url: string;
  key: string;
  integrationId: string;
  /** The records of all pages. */
  list(model: ComparedModel, query?: Record<string, string>): Promise<WireRecord[]>;
  sync(type: 'FULL' | 'DELTA'): Promise<void>;
  close(): Promise<void>;
}

/** The API on a database of its own, with one synced integration of this Odoo. */
export async function startApi(odoo: LiveOdoo): Promise<Api> {
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
    url: `${url}/v1`,
    key,
    integrationId,
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
