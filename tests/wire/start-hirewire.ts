import {
  type Connector,
  connectorsBySlug,
  createOutgoingGuard,
  slugsOf,
  systemClock,
} from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { type ActionLimits, type Engine, createEngine } from '@hirewire/engine';
import { type Role, loadSettings, openHirewire, startServer } from '@hirewire/server';
import {
  type AshbySimulator,
  type AshbySimulatorOptions,
  type Simulator,
  startAshbySimulator,
} from '@hirewire/simulators';
import { type Database, createApiKey, findOrCreateEnvironment } from '@hirewire/store';
import { createTestDatabase, untilEnded } from '@hirewire/store/testing';
import { randomBytes } from 'node:crypto';

/** Who calls, and about which integration: what a user of an SDK fills in. */
export interface Tenant {
  environmentId: string;
  apiKey: string;
  integrationId: string;
}

export interface RunningHirewire {
  /** Ends in `/v1`: the `server_url` of an SDK. */
  url: string;
  /** What a command line needs to work on the same installation. */
  environment: { DATABASE_URL: string; HIREWIRE_SECRET_KEY: string };
  database: Database;
  engine: Engine;
  startSimulator(options: AshbySimulatorOptions): Promise<AshbySimulator>;
  /** An environment with a key and an integration whose first sync is queued. */
  createTenant(tenant: {
    environment: string;
    simulator: Pick<Simulator, 'url' | 'apiPath' | 'credentials' | 'settings'>;
    tool?: string;
    settings?: Record<string, unknown>;
  }): Promise<Tenant>;
  /** Waits until no sync of the integration is under way; fails when the last one did. */
  waitForSync(integrationId: string): Promise<void>;
  /** Runs a sync to its end. */
  sync(integrationId: string, type: 'FULL' | 'DELTA'): Promise<void>;
  startWorker(): Promise<void>;
  close(): Promise<void>;
}

export interface HirewireOptions {
  /** `api` answers without running syncs, until `startWorker`. */
  role?: Role;
  rateLimitPerMinute?: number;
  /** Beside those that Hirewire brings, or in place of those with the same slug. */
  extraConnectors?: readonly Connector[];
  actionLimits?: Partial<ActionLimits>;
}

/** The whole product in this process: a database of its own, the API on a free port, a worker. */
export async function startHirewire(options: HirewireOptions = {}): Promise<RunningHirewire> {
  const { role = 'all', rateLimitPerMinute = 0, extraConnectors = [], actionLimits = {} } = options;
  const testDatabase = await createTestDatabase();
  const sealingKey = randomBytes(32).toString('base64');
  const settings = loadSettings(
    {
      databaseUrl: testDatabase.url,
      logLevel: 'silent',
      secretKey: sealingKey,
      allowRemoteBaseUrl: true,
      rateLimitPerMinute,
    },
    {},
  );
  const opened = await openHirewire(settings);
  const { database, secretKeys, log } = opened;
  const replaced = connectorsBySlug(extraConnectors);
  const isNotReplaced = ({ tool }: Connector): boolean =>
    slugsOf(tool).every((slug) => !replaced.has(slug));
  const engine = createEngine({
    database,
    connectors: [...connectors.filter(isNotReplaced), ...extraConnectors],
    secretKeys,
    clock: systemClock,
    log,
    allowRemoteBaseUrl: true,
    // Files that callers name lie on this machine, too.
    guard: createOutgoingGuard({ allowedNetworks: ['127.0.0.0/8'] }),
    actionLimits,
  });
  const hirewire = { ...opened, engine };
  const server = await startServer(hirewire, { host: '127.0.0.1', port: 0, role });
  const running = [{ close: () => testDatabase.drop() }, hirewire, server];

  const waitForSync = async (integrationId: string): Promise<void> => {
    const run = await untilEnded(database, { integrationId });
    if (run.state !== 'SUCCEEDED') throw new Error(`The sync ended ${run.state}: ${run.message}`);
  };

  return {
    url: `${server.url}/v1`,
    environment: { DATABASE_URL: testDatabase.url, HIREWIRE_SECRET_KEY: sealingKey },
    database,
    engine,
    async startSimulator(simulatorOptions) {
      const simulator = await startAshbySimulator(simulatorOptions);
      running.push(simulator);
      return simulator;
    },
    async createTenant({ environment: name, simulator, tool = 'ashby', settings = {} }) {
      const environment = await findOrCreateEnvironment(database, { name });
      const { key } = await createApiKey(database, { environmentId: environment.id, name });
      const { id } = await engine.createIntegration({
        environmentId: environment.id,
        tool,
        credentials: simulator.credentials,
        endUser: { organizationName: name, creatorEmail: null, originId: null },
        remoteBaseUrl: `${simulator.url}${simulator.apiPath ?? ''}`,
        settings: { requests_per_second: 5000, ...simulator.settings, ...settings },
      });
      return { environmentId: environment.id, apiKey: key, integrationId: id };
    },
    waitForSync,
    async sync(integrationId, type) {
      await engine.requestSync(integrationId, { type, trigger: 'CLI' });
      await waitForSync(integrationId);
    },
    async startWorker() {
      const worker = await engine.startWorker({ concurrency: 2 });
      running.push({ close: () => worker.stop() });
    },
    async close() {
      for (const part of running.toReversed()) await part.close();
    },
  };
}

/** What most tests need: one tenant, whose Ashby has been read. */
export async function startSyncedHirewire({ candidates = 110 } = {}): Promise<{
  hirewire: RunningHirewire;
  simulator: AshbySimulator;
  tenant: Tenant;
}> {
  const hirewire = await startHirewire();
  const simulator = await hirewire.startSimulator({ candidates, seed: 7 });
  const tenant = await hirewire.createTenant({ environment: 'production', simulator });
  await hirewire.waitForSync(tenant.integrationId);
  return { hirewire, simulator, tenant };
}
