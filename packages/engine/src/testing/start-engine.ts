import { createOutgoingGuard, systemClock } from '@hirewire/connector-kit';
import type { Database, Integration, ModelName, SyncRun } from '@hirewire/store';
import {
  findOrCreateEnvironment,
  findRun,
  insertIntegration,
  listPage,
  modelNames,
} from '@hirewire/store';
import { createTestDatabase } from '@hirewire/store/testing';
import { randomBytes } from 'node:crypto';
import type { ActionOutcome, ActionRequest } from '../actions/action.ts';
import type { Engine } from '../engine.ts';
import { createEngine } from '../engine.ts';
import type { SyncEnvironment } from '../sync/sync-environment.ts';
import { runSync } from '../sync/run-sync.ts';
import type { KeyList } from '../integrations/sealing.ts';
import { seal } from '../integrations/sealing.ts';
import type { InMemoryAts } from './in-memory-ats.ts';
import { createInMemoryAts } from './in-memory-ats.ts';

export interface TestEngine {
  database: Database;
  engine: Engine;
  environment: SyncEnvironment;
  ats: InMemoryAts;
  integration: Integration;
  logLines: { level: string; fields: Record<string, unknown>; message: string }[];
  /** Queues a sync and runs it here, without a worker. Rejects when the run does. */
  sync(type?: SyncRun['type'], shutdown?: AbortSignal): Promise<SyncRun>;
  /** Runs an action as the server does, with what a test leaves out filled in. */
  runAction(
    request: Pick<ActionRequest, 'integration' | 'operation' | 'input'> & Partial<ActionRequest>,
  ): Promise<ActionOutcome>;
  /** All living records of a model (or all, with `includeDeleted`), parsed. */
  list(
    model: ModelName,
    options?: { includeDeleted?: boolean; updatedAfter?: Date },
  ): Promise<WireRecord[]>;
  /** Everything that clients can see, by model. */
  everything(): Promise<Record<string, WireRecord[]>>;
  close(): Promise<void>;
}

export type WireRecord = Record<string, unknown> & {
  id: string;
  remote_id: string;
  changed_at: string;
  remote_deleted_at: string | null;
};

export async function startTestEngine({
  allowedNetworks = [],
  ...options
}: {
  isRemoteDataEnabled?: boolean;
  allowedNetworks?: readonly string[];
} = {}): Promise<TestEngine> {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const ats = createInMemoryAts();
  const logLines: TestEngine['logLines'] = [];
  const logAt =
    (level: string) =>
    (fields: Record<string, unknown>, message: string): void =>
      void logLines.push({ level, fields, message });
  const log = {
    debug: logAt('debug'),
    info: logAt('info'),
    warn: logAt('warn'),
    error: logAt('error'),
  };
  const secretKeys: KeyList = [randomBytes(32)];
  const connectors = new Map([[ats.connector.tool.id, ats.connector]]);
  const environment = { database, connectors, secretKeys, clock: systemClock, log };
  const engine = createEngine({
    database,
    connectors: [ats.connector],
    secretKeys,
    clock: systemClock,
    log,
    allowRemoteBaseUrl: false,
    guard: createOutgoingGuard({ allowedNetworks }),
  });
  const id = 'pretend:one';
  const owner = await findOrCreateEnvironment(database, { name: 'Test' });
  const integration = await insertIntegration(database, {
    id,
    environmentId: owner.id,
    tool: 'pretend',
    endUser: { organizationName: 'Acme', creatorEmail: null, originId: null },
    sealedCredentials: seal(secretKeys, id, JSON.stringify({ api_key: 'k' })),
    remoteBaseUrl: null,
    ...options,
  });

  const list: TestEngine['list'] = async (model, options = {}) => {
    const records: WireRecord[] = [];
    let after: Parameters<typeof listPage>[1]['after'] = null;
    do {
      const page = await listPage(database, {
        integrationId: id,
        model,
        filters: {},
        pageSize: 250,
        includeDeleted: options.includeDeleted ?? false,
        updatedAfter: options.updatedAfter ?? null,
        after,
      });
      records.push(...(JSON.parse(`[${page.json}]`) as WireRecord[]));
      after = page.next;
    } while (after !== null);
    return records;
  };

  return {
    database,
    engine,
    environment,
    ats,
    integration,
    logLines,
    list,
    async sync(type = 'FULL', shutdown = new AbortController().signal) {
      const { sync_id } = await engine.requestSync(id, { type, trigger: 'CLI' });
      await runSync(environment, { integrationId: id, runId: sync_id }, shutdown);
      const run = await findRun(database, id, sync_id);
      if (run === null) throw new Error('the run vanished');
      return run;
    },
    runAction: (request) =>
      engine.runAction({
        environmentName: 'Test',
        apiKeyId: null,
        requestId: 'the-request',
        path: '/v1/ats/x',
        isDryRun: false,
        idempotencyKey: null,
        serverUrl: 'http://127.0.0.1:4000',
        ...request,
      }),
    async everything() {
      const entries = modelNames.map(
        async (model) => [model, await list(model, { includeDeleted: true })] as const,
      );
      return Object.fromEntries(await Promise.all(entries));
    },
    close: () => testDatabase.drop(),
  };
}
