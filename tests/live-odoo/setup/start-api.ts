import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createOutgoingGuard, systemClock } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import type { Engine } from '@hirewire/engine';
import { createEngine } from '@hirewire/engine';
import { buildApp, createLog } from '@hirewire/server';
import { createApiKey, findOrCreateEnvironment, listChanges } from '@hirewire/store';
import type { Database } from '@hirewire/store';
import { createTestDatabase, untilEnded } from '@hirewire/store/testing';
import type { ComparedModel } from './facts.ts';
import type { LiveOdoo } from './live-odoo.ts';
import type { WireRecord } from './wire-facts.ts';

export interface Api {
  /** Ends in `/v1`: the `server_url` of an SDK. */
  url: string;
  /** Without it: what a vendor is told. */
  publicUrl: string;
  key: string;
  integrationId: string;
  engine: Engine;
  database: Database;
  /** Everything that was logged so far. */
  log(): string;
  /** Requests that were answered, of vendors. */
  deliveries: { url: string; status: number }[];
  /** The records of all pages. */
  list(model: ComparedModel, query?: Record<string, string>): Promise<WireRecord[]>;
  sync(type: 'FULL' | 'DELTA'): Promise<void>;
  /** Waits until the latest sync has ended; fails when it failed. */
  settled(): Promise<void>;
  /** What caused each change of a record, in the order of the change feed. */
  causesOf(id: string): Promise<(string | undefined)[]>;
  close(): Promise<void>;
}

/** The API on a database of its own, with one synced integration of this Odoo. */
export async function startApi(odoo: LiveOdoo, apiKey: string = odoo.keys.officer): Promise<Api> {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  let logged = '';
  const log = createLog('debug', { destination: { write: (line) => void (logged += line) } });
  const secretKeys = [randomBytes(32)] as const;
  const clock = systemClock;
  const guard = createOutgoingGuard({ allowedNetworks: ['127.0.0.1'] });
  const parts = { database, secretKeys, log };
  const engine = createEngine({ ...parts, connectors, clock, guard, allowRemoteBaseUrl: false });
  const schedule = { deltaMinutes: 0, fullHours: 0 };
  const options = { rateLimitPerMinute: 0, publicUrl: null, schedule };
  const app = await buildApp({ ...parts, ...options, engine });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const deliveries: Api['deliveries'] = [];
  app.server.on('request', ({ url: path = '' }, response) => {
    response.on('finish', () => {
      if (path.includes('vendor-webhooks')) {
        deliveries.push({ url: `${url}${path}`, status: response.statusCode });
      }
    });
  });
  const { id: environmentId } = await findOrCreateEnvironment(database, { name: 'live' });
  const { key } = await createApiKey(database, { environmentId, name: 'live' });
  const { id: integrationId, missingPermissions } = await engine.createIntegration({
    environmentId,
    tool: 'odoo',
    credentials: { base_url: odoo.baseUrl, database: odoo.database, api_key: apiKey },
    endUser: { organizationName: 'Example', creatorEmail: null, originId: null },
    remoteBaseUrl: null,
  });
  assert.deepEqual(missingPermissions, []);
  const worker = await engine.startWorker({ concurrency: 1 });

  async function finishRun(): Promise<void> {
    const run = await untilEnded(database, { integrationId });
    assert.equal(run.state, 'SUCCEEDED', run.message ?? undefined);
  }
  await finishRun();

  return {
    url: `${url}/v1`,
    publicUrl: url,
    key,
    integrationId,
    engine,
    database,
    log: () => logged,
    deliveries,
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
    settled: finishRun,
    async causesOf(id) {
      const page = await listChanges(database, { integrationId, after: 0, limit: 10_000 });
      assert.ok('changes' in page);
      return page.changes.flatMap((change) => (change.id === id ? [change.cause?.type] : []));
    },
    async close() {
      await worker.stop();
      await app.close();
      await testDatabase.drop();
    },
  };
}
