import type { Connector, PlannedRequest } from '@hirewire/connector-kit';
import type { ErrorCode } from '@hirewire/contract';
import { errorCodes, passthroughName, randomId, writeActions } from '@hirewire/contract';
import type { IdempotencyKey, Integration } from '@hirewire/store';
import { endInteraction, insertInteraction, setAuthenticationFailing } from '@hirewire/store';
import { exclusionsOf } from '../records/exclude-fields.ts';
import { disabledScopes } from '../integrations/scope.ts';
import { measure } from '../telemetry/telemetry.ts';
import { ActionError, DeadlineError, toActionError } from './action-error.ts';
import type { Action, ActionEnvironment } from './action.ts';
import { openRemote } from '../remotes/open-remote.ts';
import type { InteractionRecorder } from './record-interaction.ts';
import { recordRequests, shownBody } from './record-interaction.ts';
import type { ActionLease } from './action-lease.ts';
import { acquireActionLease } from './action-lease.ts';

/** A call of an action, as the server got it. */
export interface ActionCall {
  integration: Integration;
  environmentName: string;
  operation: string;
  apiKeyId: string | null;
  method: string;
  path: string;
  /** For the record alone. */
  body: unknown;
  isDryRun: boolean;
  idempotency: IdempotencyKey | null;
}

/** How an action ended. */
export type ActionResult =
  | { data: object; warnings: readonly string[]; planned: readonly PlannedRequest[] | null }
  | { error: ActionError | null; thrown: unknown };

/** What the caller is sent. */
export interface ActionAnswer {
  status: number;
  body: string;
  errorCode: ErrorCode | null;
}

export interface ActedAnswer extends ActionAnswer {
  interactionId: string;
  limit: number;
  /** Null where no place was taken. */
  remaining: number | null;
  /** When to repeat a refused action; null where that is not known. */
  retryAfterMs: number | null;
  /** Whether this is the answer of an earlier request with the same key. */
  isReplay: boolean;
}

export interface Act {
  call: ActionCall;
  /** Checks the input and does the work. */
  perform: (action: Action) => Promise<object>;
  /** Writes the answer; `interactionId` for its `log_url`. */
  toAnswer: (result: ActionResult, interactionId: string) => ActionAnswer;
}

/**
 * Runs an action from its first record to its last: writes it down, keeps to the number that may run
 * at once and to the time, gives a repeated request the answer of the first one, and turns every
 * failure into an answer.
 */
export function act(environment: ActionEnvironment, request: Act): Promise<ActedAnswer> {
  const { operation, integration } = request.call;
  const interactionId = randomId();
  const attributes = { operation, tool: integration.tool, integration_id: integration.id };
  return measure(
    environment.telemetry,
    { name: 'action', ...attributes, interaction_id: interactionId },
    async (note) => {
      const acted = await actRecorded(environment, request, interactionId);
      const outcome = acted.status < 300 ? 'succeeded' : (acted.errorCode ?? 'refused');
      note({ outcome, is_replay: acted.isReplay });
      return acted;
    },
  );
}

async function actRecorded(
  environment: ActionEnvironment,
  { call, perform, toAnswer }: Act,
  interactionId: string,
): Promise<ActedAnswer> {
  const { database } = environment;
  const { integration } = call;
  await insertInteraction(database, {
    integrationId: integration.id,
    id: interactionId,
    operation: call.operation,
    apiKeyId: call.apiKeyId,
    method: call.method,
    path: call.path,
    isDryRun: call.isDryRun,
    requestBody: shownBody(call.body),
  });
  const limit = limitOf(environment, integration);
  const outcome = await runWithLease(environment, {
    call,
    interactionId,
    limit,
    perform,
    toAnswer,
  });
  const noted = endInteraction(database, {
    integrationId: integration.id,
    id: interactionId,
    status: outcome.status,
    errorCode: outcome.errorCode,
    responseBody: shownBody(withoutLinks(JSON.parse(outcome.body))),
  });
  await unlessLost(environment, interactionId, noted);
  return { ...outcome, interactionId, limit };
}

/**
 * What is noted of an action that has ended is no reason to answer that it has failed. Without its
 * note a key says later that the action was interrupted, or is free where nothing was sent.
 */
async function unlessLost(
  { log }: ActionEnvironment,
  interactionId: string,
  noted: Promise<unknown>,
): Promise<void> {
  await noted.catch((error: unknown) =>
    log.warn({ interactionId, error }, 'the end of an action could not be written down'),
  );
}

function limitOf({ limits }: ActionEnvironment, { settings }: Integration): number {
  const own = settings['actions_at_once'];
  return typeof own === 'number' ? own : limits.atOnce;
}

type Running = Act & { interactionId: string; limit: number };

async function runWithLease(
  environment: ActionEnvironment,
  running: Running,
): Promise<Omit<ActedAnswer, 'interactionId' | 'limit'>> {
  const { call, interactionId, limit, toAnswer } = running;
  const { timeoutMs } = environment.limits;
  const deadline = new AbortController();
  const timer = environment.clock
    .sleep(timeoutMs, deadline.signal)
    .then(() =>
      deadline.abort(new DeadlineError(`The action took longer than ${timeoutMs / 1000} seconds.`)),
    )
    .catch(() => undefined);
  const place = { integrationId: call.integration.id, interactionId };
  const idempotency = call.isDryRun ? null : call.idempotency;
  try {
    const lease = await acquireActionLease(
      environment,
      { ...place, limit, idempotency },
      deadline.signal,
    );
    if ('status' in lease) {
      const { status, body } = lease;
      const isReplay = { remaining: null, retryAfterMs: null, isReplay: true };
      return { status, body, errorCode: null, ...isReplay };
    }
    return await runHolding(environment, running, { lease, signal: deadline.signal });
  } catch (error) {
    const refusal = toActionError(error, { hasSent: false });
    const answer = toAnswer({ error: refusal, thrown: error }, interactionId);
    const retryAfterMs = refusal?.retryAfterMs ?? null;
    return { ...answer, remaining: refusal === null ? null : 0, retryAfterMs, isReplay: false };
  } finally {
    deadline.abort(new Error('The action has ended.'));
    await timer;
  }
}

async function runHolding(
  environment: ActionEnvironment,
  { call, interactionId, perform, toAnswer }: Running,
  { lease, signal }: { lease: ActionLease; signal: AbortSignal },
): Promise<Omit<ActedAnswer, 'interactionId' | 'limit'>> {
  const { id: integrationId, settings } = call.integration;
  const keepsAnswers = Object.keys(exclusionsOf(disabledScopes(settings))).length === 0;
  const place = { integrationId, interactionId, keepsAnswers };
  const recorder = recordRequests(environment, place, lease.beforeSending);
  let result: ActionResult;
  try {
    result = await performWith(environment, { call, interactionId, perform, recorder, signal });
  } catch (error) {
    const failure = toActionError(error, { hasSent: recorder.hasSent() });
    await unlessLost(environment, interactionId, noteRefusal(environment, call, failure));
    result = { error: failure, thrown: error };
  }
  const answer = toAnswer(result, interactionId);
  const { status, body, errorCode } = answer;
  const isRetryable = errorCode !== null && errorCodes[errorCode].retryable;
  // What changed nothing, or was refused for the time being, may be tried again under its key.
  const isFinal = status < 300 || (recorder.hasSent() && !isRetryable);
  await recorder.settle();
  const released = lease.release(isFinal ? { status, body } : null);
  await unlessLost(environment, interactionId, released);
  const retryAfterMs = 'error' in result ? (result.error?.retryAfterMs ?? null) : null;
  return { ...answer, remaining: lease.remaining, retryAfterMs, isReplay: false };
}

async function performWith(
  environment: ActionEnvironment,
  {
    call,
    interactionId,
    perform,
    recorder,
    signal,
  }: Pick<Running, 'call' | 'interactionId' | 'perform'> & {
    recorder: InteractionRecorder;
    signal: AbortSignal;
  },
): Promise<ActionResult> {
  const { integration, environmentName, isDryRun } = call;
  const connector = getConnector(environment, integration);
  requireWorking(integration);
  requireAllowed(call);
  const options = { integration, connector, observer: recorder.observer, signal, isDryRun };
  const { planned, ...remote } = await openRemote(environment, options);
  const warnings: string[] = [];
  const named = { interactionId, environmentName };
  const data = await perform({ ...environment, ...options, ...named, ...remote, warnings });
  return { data, warnings, planned };
}

function getConnector({ connectors }: ActionEnvironment, { tool }: Integration): Connector {
  const connector = connectors.get(tool);
  if (connector !== undefined) return connector;
  const message = `This Hirewire has no connector for ${tool}.`;
  throw new ActionError('INTEGRATION.ACTION_NOT_AVAILABLE', message);
}

function requireWorking({ id, status }: Integration): void {
  if (status === 'INACTIVE') {
    const message = `Integration ${id} is disabled. Enable it to act on its tool.`;
    throw new ActionError('INTEGRATION.INACTIVE', message);
  }
  if (status === 'INVALID') {
    const message = `The tool has not accepted the credentials of ${id} for days. Reconnect it.`;
    throw new ActionError('INTEGRATION.AUTHENTICATION_INVALID', message);
  }
}

function requireAllowed({ integration, operation }: ActionCall): void {
  const action = writeActions.find(({ operationId }) => operationId === operation);
  const name = action?.id ?? passthroughName;
  if (!disabledScopes(integration.settings).has(name)) return;
  const message =
    `${name} is switched off in ${integration.id}, or answers with records that are. ` +
    'Whoever operates this Hirewire can switch it on.';
  throw new ActionError('INTEGRATION.ACTION_DISABLED', message);
}

/** So that syncs, too, know that the credentials are refused. */
async function noteRefusal(
  { database }: ActionEnvironment,
  { integration }: ActionCall,
  error: ActionError | null,
): Promise<void> {
  if (error?.code !== 'INTEGRATION.AUTHENTICATION_INVALID' || error.cause === undefined) return;
  await setAuthenticationFailing(database, integration.id, true);
}

/** A link to a file lets anybody fetch it. */
function withoutLinks(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutLinks);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === 'data_url' ? '[a link that has expired]' : withoutLinks(part),
    ]),
  );
}
