import type { Running } from '@hirewire/cli/testing';
import { makeDataDirectory, removeDataDirectory, startHirewire } from '@hirewire/cli/testing';
import { loadSettings, openHirewire, startServer } from '@hirewire/server';
import type { AshbySimulator } from '@hirewire/simulators';
import { startAshbySimulator } from '@hirewire/simulators';
import type { Database, SyncRun } from '@hirewire/store';
import { createApiKey, findOrCreateEnvironment, listRuns } from '@hirewire/store';
import { createTestDatabase, skipQueueWaits } from '@hirewire/store/testing';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** An API in this process, workers in processes of their own, one PostgreSQL, one simulated ATS. */
export interface Cluster {
  database: Database;
  ashby: AshbySimulator;
  integrationId: string;
  /** A call of the API, its answer read. `path` is from `/v1` or `/hirewire` on. */
  call(path: string, init?: { method: string; body: unknown }): Promise<Answer>;
  requestSync(type: SyncRun['type']): Promise<void>;
  /** Waits until no sync is under way; gives the state of the last one. */
  untilSynced(): Promise<SyncRun>;
  startWorker(): Promise<Running>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  json: { status: string; data: unknown };
  text: string;
}

export async function startCluster(options: {
  candidates: number;
  seed: number;
}): Promise<Cluster> {
  const testDatabase = await createTestDatabase();
  const ashby = await startAshbySimulator(options);
  const dataDirectory = await makeDataDirectory();
  const secretKey = randomBytes(32).toString('base64');
  const settings = loadSettings(
    {
      databaseUrl: testDatabase.url,
      logLevel: 'silent',
      secretKey,
      allowRemoteBaseUrl: true,
      rateLimitPerMinute: 0,
    },
    {},
  );
  const hirewire = await openHirewire(settings);
  const { database, engine } = hirewire;
  const server = await startServer(hirewire, { host: '127.0.0.1', port: 0, role: 'api' });
  const { id: environmentId } = await findOrCreateEnvironment(database, { name: 'Test' });
  const { key } = await createApiKey(database, { environmentId, name: 'test' });
  const { id: integrationId } = await engine.createIntegration({
    environmentId,
    tool: 'ashby',
    credentials: ashby.credentials,
    endUser: { organizationName: 'Acme', creatorEmail: null, originId: null },
    remoteBaseUrl: ashby.url,
    settings: { requests_per_second: 5000 },
  });
  const headers = {
    authorization: `Bearer ${key}`,
    'x-integration-id': integrationId,
    'content-type': 'application/json',
  };
  const workers = new Set<Running>();

  return {
    database,
    ashby,
    integrationId,
    async call(path, init) {
      const response = await fetch(`${server.url}${path}`, {
        headers,
        ...(init && { method: init.method, body: JSON.stringify(init.body) }),
      });
      const text = await response.text();
      return { status: response.status, text, json: JSON.parse(text) as Answer['json'] };
    },
    async requestSync(type) {
      await engine.requestSync(integrationId, { type, trigger: 'CLI' });
    },
    async untilSynced() {
      for (;;) {
        const runs = await listRuns(database, integrationId, { limit: 10 });
        const [latest] = runs;
        if (latest && runs.every(({ endedAt }) => endedAt !== null)) return latest;
        await skipQueueWaits(database.pool);
        await pause(50);
      }
    },
    async startWorker() {
      const words = ['start', '--role', 'worker', '--data-dir', dataDirectory, '--json'];
      const worker = startHirewire([...words, '--log-level', 'silent'], {
        environment: {
          DATABASE_URL: testDatabase.url,
          HIREWIRE_SECRET_KEY: secretKey,
          HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
          HIREWIRE_DATABASE_POOL_SIZE: '4',
        },
      });
      workers.add(worker);
      await worker.untilOutput(/\n/);
      return worker;
    },
    async close() {
      for (const worker of workers) worker.signalGroup('SIGKILL');
      await Promise.all([...workers].map(({ ended }) => ended));
      await server.close();
      await hirewire.close();
      await ashby.close();
      await testDatabase.drop();
      await removeDataDirectory(dataDirectory);
    },
  };
}
