import type { Clock, Connector, Log, OutgoingGuard } from '@hirewire/connector-kit';
import { createContext, createRemoteClient, RemoteError } from '@hirewire/connector-kit';
import type {
  Database,
  Integration,
  ModelName,
  RunModel,
  SyncRun,
  SyncWorkItem,
} from '@hirewire/store';
import {
  completeFirstSync,
  createRun,
  endRun,
  expiredDuring,
  failModel,
  findIntegration,
  findRun,
  findSealedCredentials,
  modelNames,
  queueSyncRun,
  readDatabaseTime,
  RunEndedError,
  saveIssues,
  setAuthenticationFailing,
  startRun,
  tryRunLock,
} from '@hirewire/store';
import type { IssueCollector } from './issue-collector.ts';
import { createIssueCollector } from './issue-collector.ts';
import { createFieldDiscovery } from './rows/field-discovery.ts';
import { createRowContext } from './rows/row-context.ts';
import type { SecretKeys } from './sealing.ts';
import { open } from './sealing.ts';
import { createSharedLimiter } from './shared-limiter.ts';
import { ReadFailure, syncModel } from './sync-model.ts';
import { isTrackedOnly, withSettings } from './with-settings.ts';

export interface SyncEnvironment {
  database: Database;
  connectors: ReadonlyMap<string, Connector>;
  secretKeys: SecretKeys;
  clock: Clock;
  log: Log;
  /** What requests to vendors pass; by default it lets through to public addresses only. */
  guard?: OutgoingGuard;
}

/** What one run works with. */
interface Run {
  environment: SyncEnvironment;
  integration: Integration;
  connector: Connector;
  run: SyncRun;
  /** See `startRun`. */
  holder: number;
  issues: IssueCollector;
  signal: AbortSignal;
  /** Aborts the signal: nobody wants what is being read any more. */
  stopReading: () => void;
}

/** Seconds until a run that found another one of its integration under way tries again. */
const retrySeconds = 5;

/**
 * Runs, or goes on with, one sync. Resolves when the run has ended, was handed back to the queue
 * (shutdown, another run under way) or no longer exists; rejects on failures of our own, and the
 * queue tries again from where the run has come to.
 */
export async function runSync(
  environment: SyncEnvironment,
  item: SyncWorkItem,
  shutdown: AbortSignal,
): Promise<void> {
  const lock = await tryRunLock(environment.database, item.integrationId);
  if (lock === null) {
    await queueSyncRun(environment.database.pool, item, retrySeconds);
    return;
  }
  const signal = AbortSignal.any([shutdown, lock.signal]);
  try {
    await runLocked(environment, item, signal);
  } catch (error) {
    if (!shutdown.aborted) throw error;
    // Whoever starts next goes on with it; nothing that was stored is lost.
    await queueSyncRun(environment.database.pool, item);
  } finally {
    await lock.release();
  }
}

async function runLocked(
  environment: SyncEnvironment,
  item: SyncWorkItem,
  signal: AbortSignal,
): Promise<void> {
  const { database, log } = environment;
  const run = await findRun(database, item.integrationId, item.runId);
  if (run === null || run.endedAt !== null) return;
  const integration = await findIntegration(database, item.integrationId);
  // It was requested just before, or it would have been cancelled.
  if (integration?.status === 'INACTIVE') {
    const message = 'The integration is disabled.';
    await end(environment, run, { state: 'CANCELLED', message });
    return;
  }
  const connector = integration && environment.connectors.get(integration.tool);
  if (!integration || !connector) {
    await end(environment, run, {
      state: 'FAILED',
      message: `This Hirewire has no connector for ${item.integrationId}.`,
    });
    return;
  }
  const issues = createIssueCollector(run.issues);
  const place = { integrationId: integration.id, runId: run.id };
  const models = modelsOf(connector, integration);
  const holder = await startRun(database, { ...place, models });
  if (holder === null) return;
  log.info({ ...place, type: run.type }, 'sync run started');
  const stop = new AbortController();
  const started: Run = {
    environment,
    integration,
    connector,
    run,
    holder,
    issues,
    signal: AbortSignal.any([signal, stop.signal]),
    stopReading: () => stop.abort(new Error('The run stopped.')),
  };
  try {
    const ended = await runModels(started);
    await end(environment, run, { ...ended, issues, holder });
  } catch (error) {
    if (error instanceof RunEndedError) return;
    await saveIssues(database, { ...place, issues: issues.list() }).catch(() => undefined);
    throw error;
  }
}

async function end(
  environment: SyncEnvironment,
  run: SyncRun,
  ending: {
    state: Parameters<typeof endRun>[1]['state'];
    message: string | null;
    issues?: IssueCollector;
    holder?: number;
  },
): Promise<void> {
  const { state, message } = ending;
  const { integrationId } = run;
  const issues = ending.issues?.list() ?? [];
  const place = { integrationId, runId: run.id };
  await endRun(environment.database, { ...place, ...ending, issues });
  environment.log.info({ integrationId, runId: run.id, state, message }, 'sync run ended');
  if (state !== 'CANCELLED') await followUp(environment, run);
}

/** Who changed what the integration shows while it was read was told that a sync is under way. */
async function followUp({ database }: SyncEnvironment, run: SyncRun): Promise<void> {
  const { integrationId, trigger } = run;
  if (!(await expiredDuring(database, { integrationId, runId: run.id }))) return;
  await createRun(database, { integrationId, type: 'FULL', trigger });
}

type Ending = { state: Parameters<typeof endRun>[1]['state']; message: string | null };

async function runModels(run: Run): Promise<Ending> {
  const { environment, integration, connector } = run;
  const { database, log } = environment;
  const context = await createSyncContext(run).catch((error: unknown) => {
    if (error instanceof RunEndedError) throw error;
    return { failure: error };
  });
  if ('failure' in context) return cannotStart(run, context.failure);
  const rowContext = await createRowContext(database, integration, connector);
  const { reportIssue } = context;
  const sync = {
    database,
    connector,
    context,
    rowContext,
    fieldDiscovery: await createFieldDiscovery(database, { ...rowContext, reportIssue }),
    isDelta: run.run.type === 'DELTA',
    isFirstSync: integration.firstSyncedAt === null,
    isTrackedOnly: isTrackedOnly(integration.settings),
    onBatch: async (): Promise<void> => run.signal.throwIfAborted(),
    databaseTime: await createDatabaseTime(environment),
    stopReading: run.stopReading,
  };
  for (const model of modelsOf(connector, integration)) {
    const place = { integrationId: integration.id, runId: run.run.id, model, holder: run.holder };
    try {
      run.signal.throwIfAborted();
      await syncModel({ ...sync, place });
    } catch (error) {
      run.signal.throwIfAborted();
      if (!(error instanceof ReadFailure)) throw error;
      if (isAuthenticationFailure(error.cause)) return refuse(run, error.message);
      await failModel(database, place, error.message);
      log.warn({ ...place, error: error.cause }, 'reading a model failed');
    }
  }
  const models = Object.entries(
    (await findRun(database, integration.id, run.run.id))?.models ?? {},
  );
  if (models.some(([, { state }]) => state === 'DONE')) {
    await setAuthenticationFailing(database, integration.id, false);
    if (sync.isFirstSync) await completeFirstSync(database, integration.id, run.signal);
  }
  return describe(models);
}

/** In the order in which they are read: where it matters whose they are, applications come first. */
function modelsOf(connector: Connector, integration: Integration): ModelName[] {
  const models = modelNames.filter((model) => connector.read[model] !== undefined);
  if (!isTrackedOnly(integration.settings)) return models;
  const isLater = (model: ModelName): boolean =>
    ['candidates', 'interviews', 'offers'].includes(model);
  return [...models.filter((model) => !isLater(model)), ...models.filter(isLater)];
}

/** Nothing that trying again would mend: another secret key, credentials of an older shape. */
function cannotStart(run: Run, failure: unknown): Ending {
  const message = failure instanceof Error ? failure.message : 'The sync could not be started.';
  run.environment.log.warn({ integrationId: run.integration.id, error: failure }, message);
  return { state: 'FAILED', message };
}

function isAuthenticationFailure(cause: unknown): boolean {
  return cause instanceof RemoteError && cause.kind === 'authentication';
}

async function refuse(run: Run, message: string): Promise<Ending> {
  await setAuthenticationFailing(run.environment.database, run.integration.id, true);
  return { state: 'AUTHENTICATION_FAILED', message };
}

function describe(models: [string, RunModel][]): Ending {
  const sentences = models.flatMap(([model, { state, message, withheld }]) => {
    if (state === 'FAILED') return [`${model} could not be read: ${message}`];
    if (withheld === 0) return [];
    return [
      `${withheld} ${model} were missing, but it is not certain that they are gone, so none was ` +
        'deleted. Where they are merely many, a second full sync that misses the same ones will ' +
        'delete them; where records had no usable id, see the issues of this run.',
    ];
  });
  if (sentences.length === 0) return { state: 'SUCCEEDED', message: null };
  const hasSome = models.some(([, { state }]) => state === 'DONE');
  return { state: hasSome ? 'PARTIALLY_FAILED' : 'FAILED', message: sentences.join('\n') };
}

/** PostgreSQL's clock, as far as it differs from ours now: asking for every page would cost time. */
async function createDatabaseTime({ database, clock }: SyncEnvironment): Promise<() => Date> {
  const before = clock.now().getTime();
  const aheadMs = (await readDatabaseTime(database.pool)).getTime() - before;
  return () => new Date(clock.now().getTime() + aheadMs);
}

async function createSyncContext(run: Run): Promise<ReturnType<typeof createContext>> {
  const { environment, integration, connector, signal } = run;
  const { database, clock, log } = environment;
  const sealed = await findSealedCredentials(database, integration.id);
  if (sealed === null) throw new RunEndedError(run.run.id);
  const plain: unknown = JSON.parse(open(environment.secretKeys, integration.id, sealed));
  const { declaration, settings } = withSettings(connector.remote, integration.settings);
  const remote = createRemoteClient({
    declaration,
    credentials: connector.credentials.schema.parse(plain),
    ...(integration.remoteBaseUrl === null ? {} : { baseUrl: integration.remoteBaseUrl }),
    guard: environment.guard,
    label: connector.tool.label,
    limiter: createSharedLimiter({ database, integrationId: integration.id, clock }),
    clock,
    log,
    signal,
  });
  return createContext({ remote, settings, clock, log, signal, reportIssue: run.issues.report });
}
