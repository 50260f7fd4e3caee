import type { Integration, RunLock, RunState, SyncRun, SyncWorkItem } from '@hirewire/store';
import {
  endRun,
  findIntegration,
  findRun,
  queueSyncRun,
  RunEndedError,
  saveIssues,
  startRun,
  tryRunLock,
} from '@hirewire/store';
import type { IssueCollector } from './issue-collector.ts';
import { createIssueCollector } from './issue-collector.ts';
import { readModels } from './read-models.ts';
import { exclusionsOf } from '../records/exclude-fields.ts';
import type { Ending, Run } from './run.ts';
import { planPhases } from './run.ts';
import { limitTime, SliceEndedError, VendorUnavailableError } from './run-stops.ts';
import { disabledScopes } from '../integrations/scope.ts';
import type { SyncEnvironment } from './sync-environment.ts';
import { runLimitsOf } from './sync-environment.ts';
import { measure } from '../telemetry/telemetry.ts';

/** Seconds until a run that found another one of its integration under way tries again. */
const retrySeconds = 5;

/** Seconds until a run whose vendor is unavailable is resumed. */
const awaySeconds = 30;

/**
 * Starts or resumes one sync. Resolves when the run has ended, was handed back to the queue
 * (shutdown, another run under way, slice ended, vendor unavailable) or no longer exists. Rejects on
 * failures of our own: the queue retries, from the run's resume points.
 */
export async function runSync(
  environment: SyncEnvironment,
  item: SyncWorkItem,
  shutdown: AbortSignal,
): Promise<void> {
  const { pool } = environment.database;
  const lock = await tryRunLock(environment.database, item.integrationId);
  if (lock === null) {
    await queueSyncRun(pool, item, retrySeconds);
    return;
  }
  let handedBack: unknown;
  const ended = new AbortController();
  sendHeartbeats(environment, lock, ended.signal).catch(() => undefined);
  try {
    await runLocked(environment, item, AbortSignal.any([shutdown, lock.signal]));
  } catch (error) {
    handedBack = error;
    const isOver = error instanceof SliceEndedError || error instanceof VendorUnavailableError;
    if (!isOver && !shutdown.aborted) throw error;
  } finally {
    ended.abort();
    await lock.release();
  }
  // The next worker resumes it; nothing that was stored is lost.
  if (handedBack === undefined) return;
  await queueSyncRun(pool, item, delaySecondsOf(handedBack));
}

function delaySecondsOf(handedBack: unknown): number {
  if (!(handedBack instanceof VendorUnavailableError)) return 0;
  return Math.max(awaySeconds, handedBack.pauseMs / 1000);
}

/** Rejects when the run has ended. */
async function sendHeartbeats(
  environment: SyncEnvironment,
  lock: RunLock,
  ended: AbortSignal,
): Promise<never> {
  const { heartbeatMs } = runLimitsOf(environment);
  for (;;) {
    await environment.clock.sleep(heartbeatMs, ended);
    await lock.heartbeat();
  }
}

async function runLocked(
  environment: SyncEnvironment,
  item: SyncWorkItem,
  interruption: AbortSignal,
): Promise<void> {
  const { database } = environment;
  const run = await findRun(database, item.integrationId, item.runId);
  if (run === null || run.endedAt !== null) return;
  const integration = await findIntegration(database, item.integrationId);
  const connector = integration && environment.connectors.get(integration.tool);
  // It was requested just before, or it would have been cancelled.
  const refusal = integration && refusals[integration.status];
  if (refusal) {
    await end(environment, run, { state: 'CANCELLED', message: refusal });
  } else if (!integration || !connector) {
    const message = `This Hirewire has no connector for ${item.integrationId}.`;
    await end(environment, run, { state: 'FAILED', message });
  } else {
    const stop = new AbortController();
    const started = {
      environment,
      integration,
      connector,
      run,
      issues: createIssueCollector(run.issues, exclusionsOf(disabledScopes(integration.settings))),
      interruption,
      signal: AbortSignal.any([interruption, stop.signal]),
      stop: (reason: unknown) => stop.abort(reason),
    };
    const { tool } = integration;
    const attributes = { tool, type: run.type, integration_id: integration.id, run_id: run.id };
    await measure(environment.telemetry, { name: 'sync run', ...attributes }, async (note) =>
      note({ state: (await runModels(started)) ?? 'NONE' }),
    );
  }
}

const refusals = {
  ACTIVE: null,
  INACTIVE: 'The integration is disabled.',
  INVALID: 'The tool has not accepted the credentials for days: reconnect the integration.',
} as const satisfies Record<Integration['status'], string | null>;

/** Gives the state that the run has ended in; null where it is another's. */
async function runModels(taken: Omit<Run, 'fencingToken'>): Promise<RunState | null> {
  const { environment, integration, connector, run, issues } = taken;
  const { database, log } = environment;
  const modelOfRun = { integrationId: integration.id, runId: run.id };
  const startedAt = run.startedAt ?? environment.clock.now();
  const isNew = run.startedAt === null;
  const models = planPhases(connector, integration).flat();
  const fencingToken = await startRun(database, { ...modelOfRun, models });
  if (fencingToken === null) return null;
  log.info(
    { event: isNew ? 'sync.run.started' : 'sync.run.resumed', ...modelOfRun, type: run.type },
    isNew ? 'Sync run started' : 'Sync run resumed',
  );
  const endLimit = await limitTime(environment, run, taken.stop);
  try {
    const ending = await readModels({ ...taken, fencingToken });
    await end(environment, run, { ...ending, issues, fencingToken });
    recordRunEnded(taken, ending.state, startedAt);
    return ending.state;
  } catch (error) {
    if (error instanceof RunEndedError) {
      // It was cancelled, or another worker has it now and will report its end.
      const state = (await findRun(database, integration.id, run.id))?.state ?? null;
      if (state === 'CANCELLED') recordRunEnded(taken, state, startedAt);
      return state;
    }
    await saveIssues(database, { ...modelOfRun, issues: issues.list() }).catch(() => undefined);
    throw error;
  } finally {
    endLimit();
  }
}

/** A run is counted when it ends, with all of its time: it may have been worked on several times. */
function recordRunEnded(
  { environment, integration, run }: Omit<Run, 'fencingToken'>,
  state: RunState,
  startedAt: Date,
): void {
  const { tool } = integration;
  environment.telemetry
    ?.start('sync run ended', { tool, type: run.type, state }, { startedAt })
    .end();
}

/** What an operator must act on is an error; what may become that, a warning. */
function levelOf(state: RunState): 'info' | 'warn' | 'error' {
  switch (state) {
    case 'FAILED':
    case 'AUTHENTICATION_FAILED':
      return 'error';
    case 'PARTIALLY_FAILED':
    case 'TIMED_OUT':
      return 'warn';
    default:
      return 'info';
  }
}

async function end(
  environment: SyncEnvironment,
  run: SyncRun,
  ending: Ending & { issues?: IssueCollector; fencingToken?: number },
): Promise<void> {
  const { state, message } = ending;
  const { integrationId } = run;
  const issues = ending.issues?.list() ?? [];
  await endRun(environment.database, { integrationId, runId: run.id, ...ending, issues });
  const context = { event: 'sync.run.ended', integrationId, runId: run.id, state, message };
  environment.log[levelOf(state)](context, 'Sync run ended');
}
