import { defaultConcurrentModels, RemoteError } from '@hirewire/connector-kit';
import type { RemoteErrorKind } from '@hirewire/connector-kit';
import type { ModelName } from '@hirewire/store';
import {
  completeFirstSync,
  failModel,
  findRun,
  findSealedCredentials,
  giveUpSweep,
  hasSuspects,
  modelNames,
  postponeModel,
  readDatabaseTime,
  RunEndedError,
  setAuthenticationFailing,
  tombstoneModel,
} from '@hirewire/store';
import { createMutex, mapConcurrent } from './concurrency.ts';
import type { ModelRemote } from '../remotes/model-remotes.ts';
import { openModelRemotes } from '../remotes/model-remotes.ts';
import { rememberCheck } from '../remotes/credentials-check.ts';
import { judgeRefusal } from '../remotes/judge-refusal.ts';
import { createFieldDiscovery } from '../records/field-discovery.ts';
import { createRowContext } from '../records/row-context.ts';
import type { Ending, Run } from './run.ts';
import {
  describeEnding,
  describeSweep,
  describeTimeout,
  describeUnconfirmed,
  planPhases,
} from './run.ts';
import { createSlice, RunTimedOutError, VendorUnavailableError } from './run-stops.ts';
import { isModelDisabled } from '../integrations/scope.ts';
import type { SyncEnvironment } from './sync-environment.ts';
import { runLimitsOf } from './sync-environment.ts';
import type { ModelSync } from './model-sync.ts';
import { ReadFailure } from './model-sync.ts';
import { finish, syncModel } from './sync-model.ts';
import { giveUpPage } from './give-up-page.ts';
import { notePermissions } from './note-permissions.ts';
import { measure } from '../telemetry/telemetry.ts';
import { isTrackedOnly, sweepEveryMsOf } from '../remotes/with-settings.ts';

/** Records of disabled models are deleted whether or not the vendor can be reached. */
async function tombstoneDisabledModels({ environment, integration, run }: Run): Promise<void> {
  const integrationId = integration.id;
  const isFirstSync = integration.firstSyncedAt === null;
  for (const model of modelNames.filter((name) => isModelDisabled(integration.settings, name))) {
    const disabled = { integrationId, model, runId: run.id, isFirstSync };
    await tombstoneModel(environment.database, disabled);
  }
}

class CredentialsRefusedError extends Error {}

/** Reads the models of a run, from where an interrupted try has come to, and says how it ended. */
export async function readModels(run: Run): Promise<Ending> {
  const { environment, integration, connector } = run;
  await tombstoneDisabledModels(run);
  const phases = planPhases(connector, integration);
  const sealed = await findSealedCredentials(environment.database, integration.id);
  if (sealed === null) throw new RunEndedError(run.run.id);
  let remotes: ReadonlyMap<ModelName, ModelRemote>;
  try {
    remotes = await openModelRemotes(run, phases.flat(), sealed);
  } catch (error) {
    return cannotStart(run, error);
  }
  const sync = await createSync(run);
  const limit = await chooseConcurrency(run);
  let isPostponed = false;
  const work = async (model: ModelName): Promise<void> => {
    const remote = remotes.get(model);
    if (remote === undefined) return;
    const outcome = await readModel(run, { ...sync, ...remote, model });
    isPostponed ||= outcome === 'postponed';
  };
  try {
    for (const phase of phases) {
      await mapConcurrent(phase, limit, { work, stop: run.stop });
      // What follows may build upon what could not be read yet.
      if (isPostponed) throw new VendorUnavailableError('The vendor does not answer.');
    }
  } catch (error) {
    if (error instanceof CredentialsRefusedError) {
      await setAuthenticationFailing(environment.database, integration.id, true);
      return { state: 'AUTHENTICATION_FAILED', message: error.message };
    }
    if (!(error instanceof RunTimedOutError)) throw error;
    return conclude(run, { hasTimedOut: true });
  }
  const [remote] = remotes.values();
  if (remote !== undefined) {
    await notePermissions(run, remote.context, sync.checkCredentials);
  }
  return conclude(run, { hasTimedOut: false });
}

async function chooseConcurrency({ environment, integration, connector, run }: Run) {
  const { database } = environment;
  if (await hasSuspects(database, { integrationId: integration.id, runId: run.id })) return 1;
  const { concurrentModels = defaultConcurrentModels, concurrency } = connector.remote.limit;
  return Math.min(concurrentModels, concurrency);
}

type SharedSync = Omit<ModelSync, 'modelOfRun' | keyof ModelRemote>;

async function createSync(run: Run): Promise<SharedSync> {
  const { environment, integration, connector, signal } = run;
  const { database } = environment;
  const rowContext = await createRowContext(environment, integration, connector);
  const reportIssue = run.issues.report;
  const endSlice = createSlice(environment, integration.id);
  return {
    database,
    connector,
    secretKeys: environment.secretKeys,
    rowContext,
    fieldDiscovery: await createFieldDiscovery(database, { ...rowContext, reportIssue }),
    isDelta: run.run.type === 'DELTA',
    sweepEveryMs: sweepEveryMsOf(integration.settings),
    isFirstSync: integration.firstSyncedAt === null,
    isTrackedOnly: isTrackedOnly(integration.settings),
    async onBatch() {
      signal.throwIfAborted();
      await endSlice();
    },
    checkCredentials: rememberCheck(connector),
    databaseTime: await createDatabaseTime(environment),
    exclusively: createMutex(),
    telemetry: environment.telemetry,
  };
}

async function readModel(
  run: Run,
  sync: SharedSync & ModelRemote & { model: ModelName },
): Promise<'ended' | 'postponed'> {
  const { environment, integration, signal, fencingToken } = run;
  const { model, ...parts } = sync;
  const key = { integrationId: integration.id, runId: run.run.id, model, fencingToken };
  try {
    signal.throwIfAborted();
    await measure(environment.telemetry, attributesOf(run, model), () =>
      syncModel({ ...parts, modelOfRun: key }),
    );
    return 'ended';
  } catch (error) {
    // Then it failed because it was stopped.
    signal.throwIfAborted();
    if (!(error instanceof ReadFailure)) {
      if (await giveUpPage(environment, key, { error, cost: () => sync.takeCost() }))
        return 'ended';
      throw error;
    }
    const cause = await judgeRefusal(sync, error.cause);
    signal.throwIfAborted();
    const message = cause instanceof RemoteError ? cause.message : error.message;
    const { database, log } = environment;
    const outcome = { message, cost: sync.takeCost() };
    const isRefused = isFailure(cause, 'authentication');
    const pauseMs = pauseOf(cause);
    const outage = { graceMs: outageGraceOf(run, cause), isOfAll: isRefused };
    if (await postponeModel(database, key, { ...outcome, ...outage })) {
      log.warn(
        { event: 'sync.model.postponed', ...key, error: cause },
        'Reading a model failed; the sync will retry',
      );
      // Asking for other models with credentials that are refused may lock the account, and in a
      // pause that the vendor asks for it would only be refused.
      if (isRefused || pauseMs > 0) throw new VendorUnavailableError(message, { cause, pauseMs });
      return 'postponed';
    }
    if (isRefused) throw new CredentialsRefusedError(message, { cause });
    if (error.step === 'deletions') {
      const doubt = { message: describeUnconfirmed(model, message), endsWhenMissedTwice: true };
      await finish({ ...parts, modelOfRun: key }, { doubt, cost: outcome.cost });
      log.warn({ event: 'sync.deletions.unconfirmed', ...key, error: cause }, 'Nothing deleted');
      return 'ended';
    }
    if (error.step === 'sweep') {
      await giveUpSweep(database, key, {
        ...outcome,
        message: describeSweep(model, message),
      });
      log.warn({ event: 'sync.sweep.failed', ...key, error: cause }, 'Listing all ids failed');
      return 'ended';
    }
    await failModel(database, key, { ...outcome, isRefused: isFailure(cause, 'permission') });
    log.error({ event: 'sync.model.failed', ...key, error: cause }, 'Reading a model failed');
    return 'ended';
  }
}

function attributesOf({ integration, run }: Run, model: ModelName) {
  const { id, tool } = integration;
  return { name: 'sync model', tool, integration_id: id, run_id: run.id, model } as const;
}

/** Failures that pass by themselves. */
const passingKinds: ReadonlySet<RemoteErrorKind> = new Set([
  'unavailable',
  'rate-limited',
  'rolled-back',
]);

/** The pause that a vendor asks for, in milliseconds; 0 for none. */
function pauseOf(cause: unknown): number {
  if (!(cause instanceof RemoteError)) return 0;
  return passingKinds.has(cause.kind) ? (cause.retryAfterMs ?? 0) : 0;
}

/** Of what is asked for once more, at the next look. */
const onceMs = 1;

/**
 * For how many milliseconds to wait. A delta that fails is not worth it: the next one begins where it
 * began. A full run goes on where it was, also after what is hardly an outage: a redirect, which
 * gateways answer while they are worked on, and a refusal of credentials, which may be a mistake.
 */
function outageGraceOf({ environment, run }: Run, cause: unknown): number {
  if (!(cause instanceof RemoteError)) return 0;
  const { kind, status } = cause;
  const { outageGraceMs } = runLimitsOf(environment);
  // A pause that the vendor asks for is waited for, by any run, and once more.
  const pauseMs = pauseOf(cause);
  if (pauseMs > 0) return Math.max(outageGraceMs, 2 * pauseMs);
  if (run.type !== 'FULL') return 0;
  if (passingKinds.has(kind)) return outageGraceMs;
  const isRedirect = kind === 'unknown' && status !== null && Math.floor(status / 100) === 3;
  const isRefusal = kind === 'authentication' || isFailure(cause.cause, 'authentication');
  return isRedirect || isRefusal ? onceMs : 0;
}

async function conclude(run: Run, { hasTimedOut }: { hasTimedOut: boolean }): Promise<Ending> {
  const { environment, integration, interruption } = run;
  const { database } = environment;
  const ended = await findRun(database, integration.id, run.run.id);
  const models = Object.entries(ended?.models ?? {});
  if (models.some(([, { state }]) => state === 'DONE')) {
    await setAuthenticationFailing(database, integration.id, false);
    if (integration.firstSyncedAt === null) {
      const modelOfRun = { integrationId: integration.id, runId: run.run.id };
      await completeFirstSync(database, modelOfRun, interruption);
    }
  }
  return hasTimedOut
    ? describeTimeout(models, runLimitsOf(environment).totalMs)
    : describeEnding(models);
}

/** A failure that no retry cures: another secret key, credentials of an older shape. */
function cannotStart(run: Run, failure: unknown): Ending {
  const message = failure instanceof Error ? failure.message : 'The sync could not be started.';
  run.environment.log.error(
    { event: 'sync.run.failed', integrationId: run.integration.id, error: failure },
    message,
  );
  return { state: 'FAILED', message };
}

function isFailure(cause: unknown, kind: RemoteErrorKind): boolean {
  return cause instanceof RemoteError && cause.kind === kind;
}

/**
 * PostgreSQL's clock, as far as it differs from ours now: asking for every page would cost time. By as
 * long as the answer took a page passes for newer than it is, so the quickest of a few counts.
 */
async function createDatabaseTime({ database, clock }: SyncEnvironment): Promise<() => Date> {
  let aheadMs = Infinity;
  for (let asked = 0; asked < 3; asked += 1) {
    const before = clock.now().getTime();
    aheadMs = Math.min(aheadMs, (await readDatabaseTime(database.pool)).getTime() - before);
  }
  return () => new Date(clock.now().getTime() + aheadMs);
}
