import { createTestDatabase, until } from '@hirewire/store/testing';
import {
  type Clock,
  type Connector,
  createOutgoingGuard,
  systemClock,
} from '@hirewire/connector-kit';
import { type ActionLimits, type Engine, createEngine } from '@hirewire/engine';
import {
  type Database,
  type KeyRights,
  createApiKey,
  findIntegration,
  findOrCreateEnvironment,
} from '@hirewire/store';
import type { FastifyInstance } from 'fastify';

import { type AppParts, buildApp } from '../app.ts';
import { createLog } from '../log.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { scheduleOf } from '../engine-settings.ts';
import { loadSettings } from '../settings.ts';
import { type Monitoring, openMonitoring } from '../telemetry/open-monitoring.ts';
import { createTestConnector } from './test-connector.ts';

export interface TestApi {
  /** Where it listens, without `/v1`. */
  url: string;
  app: FastifyInstance;
  database: Database;
  engine: Engine;
  monitoring: Monitoring;
  /** Every line of the log so far. */
  logLines: string[];
  createKey(environment: string, rights?: Partial<KeyRights>): Promise<{ id: string; key: string }>;
  /** Makes an integration of a test tool; `isSynced` waits for its first sync. */
  createIntegration(options: {
    environment: string;
    tool: string;
    isSynced: boolean;
  }): Promise<string>;
  close(): Promise<void>;
}

/** `full` fills everything; `sparse` has no offers, job codes, outcomes or job applications. */
const connectors = [
  createTestConnector({ tool: 'full' }),
  createTestConnector({
    tool: 'sparse',
    without: [
      'ats_offers',
      'ats_jobs.job_code',
      'ats_applications.outcome',
      'ats_applications.job_id',
    ],
  }),
];

interface EngineChoices {
  extraConnectors?: readonly Connector[];
  actionLimits?: Partial<ActionLimits>;
  allowedNetworks?: readonly string[];
  clock?: Clock;
  monitoring?: Partial<MonitoringSettings>;
}

/** The API on a database of its own and a real socket. */
export async function startTestApi(
  options: Partial<
    Pick<AppParts, 'rateLimitPerMinute' | 'publicUrl' | 'schedule' | 'limits' | 'trustedProxies'>
  > &
    EngineChoices = {},
): Promise<TestApi> {
  const { extraConnectors = [], actionLimits = {}, allowedNetworks = [], ...others } = options;
  const { monitoring: ofMonitoring = {}, clock = systemClock, ...appParts } = others;
  const logLines: string[] = [];
  const traces: Partial<Monitoring> = {};
  const log = createLog('trace', {
    destination: { write: (line) => void logLines.push(line) },
    role: 'api',
    findTraceId: () => traces.findTraceId?.(),
  });
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const secretKeys = [Buffer.alloc(32, 5)] as const;
  const settings = { ...loadSettings({}, {}), ...ofMonitoring };
  const monitoring = await openMonitoring(settings, { database, log });
  traces.findTraceId = monitoring.findTraceId;
  const engine = createEngine({
    database,
    connectors: [...connectors, ...extraConnectors],
    actionLimits,
    guard: createOutgoingGuard({ allowedNetworks }),
    secretKeys,
    clock,
    log,
    allowRemoteBaseUrl: true,
    telemetry: monitoring.telemetry,
  });
  const schedule = scheduleOf(settings);
  const parts = { rateLimitPerMinute: 0, publicUrl: null, schedule, ...appParts };
  const { metricsToken } = settings;
  const app = await buildApp({
    database,
    engine,
    secretKeys,
    log,
    monitoring,
    metricsToken,
    ...parts,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    app,
    database,
    engine,
    monitoring,
    logLines,
    async createKey(name, rights = {}) {
      const environment = await findOrCreateEnvironment(database, { name });
      return createApiKey(database, { environmentId: environment.id, name: 'test', ...rights });
    },
    async createIntegration({ environment, tool, isSynced }) {
      const { id: environmentId } = await findOrCreateEnvironment(database, { name: environment });
      const endUser = { organizationName: 'Example', creatorEmail: null, originId: null };
      const { id } = await engine.createIntegration({
        environmentId,
        tool,
        credentials: {},
        endUser,
        remoteBaseUrl: null,
      });
      if (isSynced) await runFirstSync(engine, database, id);
      return id;
    },
    async close() {
      await app.close();
      await monitoring.close();
      await testDatabase.drop();
    },
  };
}

/** Waits until the first sync has ended, which it runs. */
export async function runFirstSync(engine: Engine, database: Database, id: string): Promise<void> {
  const worker = await engine.startWorker({ concurrency: 1 });
  try {
    await until(async () => (await findIntegration(database, id))?.firstSyncedAt);
  } finally {
    await worker.stop();
  }
}
