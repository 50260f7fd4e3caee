import { createHash } from 'node:crypto';
import type { AccessToken, Connector } from '@hirewire/connector-kit';
import { redactSecrets, redactText } from '@hirewire/connector-kit';
import {
  ApiError,
  databaseUnreachable,
  errorCodes,
  passthroughName,
  randomId,
  toErrorEnvelope,
  toSuccessWithWarnings,
  unexpectedError,
  writeActions,
} from '@hirewire/contract';
import type { IdempotencyKey, Integration } from '@hirewire/store';
import { insertInteraction, isConnectionError, setAuthenticationFailing } from '@hirewire/store';
import { disabledScopes } from '../integrations/scope.ts';
import { exclusionsOf } from '../records/exclude-fields.ts';
import { judgeRefusal } from '../remotes/judge-refusal.ts';
import { findSecrets, secretsOfToken } from '../remotes/find-secrets.ts';
import { openRemote } from '../remotes/open-remote.ts';
import { measure } from '../telemetry/telemetry.ts';
import { DeadlineError, toActionError } from './action-error.ts';
import type { ActionLease } from './action-lease.ts';
import { acquireActionLease } from './action-lease.ts';
import type { ActionEnvironment, ActionOutcome, ActionRequest } from './action.ts';
import { actions } from './actions.ts';
import type { InteractionRecorder } from './record-interaction.ts';
import { maskLinks, recordEnd, recordRequests, shownBody } from './record-interaction.ts';

interface Running extends ActionRequest {
  interactionId: string;
  limit: number;
  /** Of the integration, which nothing that is kept of the action may hold. */
  secrets: string[];
  /** Read just before; null where the integration has none any more. */
  sealedCredentials: Buffer | null;
}

/** `content` is the answer before it became text, for the record. */
type Answer = Omit<ActionOutcome, 'interactionId' | 'limit' | 'remaining' | 'isReplay'> & {
  content: object;
};
type Ended = Answer & Pick<ActionOutcome, 'remaining' | 'isReplay'>;

/**
 * Runs an action: records it, keeps to the integration's number of concurrent actions and to the
 * time limit, replays the answer to a repeated request, and answers every failure.
 */
export function runAction(
  environment: ActionEnvironment,
  request: ActionRequest,
): Promise<ActionOutcome> {
  const { integration, operation, input } = request;
  const { database, telemetry } = environment;
  const interactionId = randomId();
  const interaction = { integrationId: integration.id, id: interactionId };
  const attributes = { operation: operation.id, tool: integration.tool };
  const ids = { integration_id: integration.id, interaction_id: interactionId };
  return measure(telemetry, { name: 'action', ...attributes, ...ids }, async (note) => {
    const { secrets, sealedCredentials } = await findSecrets(environment, integration);
    await insertInteraction(database, {
      ...interaction,
      operation: operation.id,
      apiKeyId: request.apiKeyId,
      method: operation.method,
      path: redactText(request.path, secrets),
      isDryRun: request.isDryRun,
      requestBody: shownBody(input.body, { secrets }),
    });
    const limit = limitOf(environment, integration);
    const { content, ...ended } = await runInTime(environment, {
      ...request,
      interactionId,
      limit,
      secrets,
      sealedCredentials,
    });
    const { status, errorCode, isReplay } = ended;
    const responseBody = shownBody(content, { secrets, mask: maskLinks });
    const ending = { ...interaction, status, errorCode, responseBody };
    const recorded = recordEnd(environment, ending);
    await logUnrecorded(environment, { integrationId: integration.id, interactionId }, recorded);
    note({
      outcome: status < 300 ? 'succeeded' : (errorCode ?? 'refused'),
      is_replay: isReplay,
    });
    return { ...ended, interactionId, limit };
  });
}

function limitOf({ limits }: ActionEnvironment, { settings }: Integration): number {
  const own = settings['actions_at_once'];
  return typeof own === 'number' ? own : limits.atOnce;
}

/**
 * Failing to record the outcome must not fail the action. Its key then says that the action was
 * interrupted, or is free where nothing was sent.
 */
async function logUnrecorded(
  { log }: ActionEnvironment,
  interaction: { integrationId: string; interactionId: string },
  recording: Promise<unknown>,
): Promise<void> {
  await recording.catch((error: unknown) =>
    log.warn(
      { event: 'action.record.failed', ...interaction, error },
      'Recording the outcome of an action failed',
    ),
  );
}

/** Gets the lease and runs the action, both within its time. */
async function runInTime(environment: ActionEnvironment, running: Running): Promise<Ended> {
  const { integration, interactionId, limit } = running;
  const { clock, limits } = environment;
  const deadline = new AbortController();
  const expired = `The action took longer than ${limits.timeoutMs / 1000} seconds.`;
  const timer = clock
    .sleep(limits.timeoutMs, deadline.signal)
    .then(() => deadline.abort(new DeadlineError(expired)))
    .catch(() => undefined);
  const idempotency = idempotencyOf(running);
  const start = { integrationId: integration.id, interactionId, limit, idempotency };
  try {
    const lease = await acquireActionLease(environment, start, deadline.signal);
    if ('body' in lease) {
      const { status, body } = lease;
      const content = JSON.parse(body) as object;
      const replay = { status, body, content, errorCode: null, retryAfterMs: null };
      return { ...replay, remaining: null, isReplay: true };
    }
    return await runWithLease(environment, running, { lease, signal: deadline.signal });
  } catch (error) {
    const failure = toFailure(running, error, { hasSent: false });
    const isOurs = failure.code === 'PLATFORM.UNKNOWN_ERROR';
    return { ...toErrorAnswer(running, failure), remaining: isOurs ? null : 0, isReplay: false };
  } finally {
    deadline.abort(new Error('The action has ended.'));
    await timer;
  }
}

/** The key, with a hash of all that must be the same for the answer to be the same. */
function idempotencyOf(request: ActionRequest): IdempotencyKey | null {
  const { idempotencyKey: key, isDryRun, operation, path, input } = request;
  if (key === null || isDryRun) return null;
  const text = JSON.stringify([operation.id, path, input.body ?? null]);
  return { key, fingerprint: createHash('sha256').update(text).digest() };
}

async function runWithLease(
  environment: ActionEnvironment,
  running: Running,
  { lease, signal }: { lease: ActionLease; signal: AbortSignal },
): Promise<Ended> {
  const { integration, interactionId, secrets } = running;
  const interaction = { integrationId: integration.id, interactionId };
  const recorder = recordRequests(
    environment,
    {
      ...interaction,
      keepsAnswers: Object.keys(exclusionsOf(disabledScopes(integration.settings))).length === 0,
    },
    lease.beforeSending,
  );
  let answer: Answer;
  try {
    answer = await perform(environment, running, { recorder, signal });
  } catch (error) {
    const failure = toFailure(running, error, { hasSent: recorder.hasSent() });
    await logUnrecorded(
      environment,
      interaction,
      noteRefusedCredentials(environment, running, failure),
    );
    answer = toErrorAnswer(running, failure);
  }
  const { status, body, errorCode } = answer;
  const isRetryable = errorCode !== null && errorCodes[errorCode].retryable;
  // What changed nothing, or was refused for the time being, may be tried again under its key.
  const isFinal = status < 300 || (recorder.hasSent() && !isRetryable);
  await recorder.settle();
  // Repeated requests get this text: the same one, unless the tool has repeated a secret in it.
  const kept = { status, body: redactSecrets(body, secrets) };
  const released = lease.release(isFinal ? kept : null);
  await logUnrecorded(environment, interaction, released);
  return { ...answer, remaining: lease.remaining, isReplay: false };
}

async function perform(
  environment: ActionEnvironment,
  running: Running,
  { recorder, signal }: { recorder: InteractionRecorder; signal: AbortSignal },
): Promise<Answer> {
  const { operation, input, integration, isDryRun } = running;
  const connector = getConnector(environment, integration);
  requireActive(integration);
  requireEnabled(running);
  const options = { integration, connector, observer: recorder.observer, signal, isDryRun };
  const { secrets, sealedCredentials } = running;
  const opened = {
    ...(sealedCredentials && { sealedCredentials }),
    onToken: (token: AccessToken) => void secrets.push(...secretsOfToken(token)),
  };
  const { planned, ...remote } = await openRemote(environment, { ...options, ...opened });
  const { interactionId, environmentName, serverUrl } = running;
  const named = { interactionId, environmentName, serverUrl };
  const warnings: string[] = [];
  const action = { ...environment, ...options, ...named, ...remote, warnings };
  const data = await actions[operation.id](action, input).catch(async (error: unknown) => {
    throw await judgeRefusal(action, error);
  });
  const shown = planned === null ? data : { dry_run: true, requests: planned };
  const content = toSuccessWithWarnings(shown, warnings);
  return toAnswer({ status: 200, content, errorCode: null, retryAfterMs: null });
}

function getConnector({ connectors }: ActionEnvironment, { tool }: Integration): Connector {
  const connector = connectors.get(tool);
  if (connector !== undefined) return connector;
  const message = `This Hirewire has no connector for ${tool}.`;
  throw new ApiError('INTEGRATION.ACTION_NOT_AVAILABLE', message);
}

function requireActive({ id, status }: Integration): void {
  if (status === 'INACTIVE') {
    const message = `Integration ${id} is disabled. Enable it to act on its tool.`;
    throw new ApiError('INTEGRATION.INACTIVE', message);
  }
  if (status === 'INVALID') {
    const message = `The tool has not accepted the credentials of ${id} for days. Reconnect it.`;
    throw new ApiError('INTEGRATION.AUTHENTICATION_INVALID', message);
  }
}

function requireEnabled({ integration, operation }: ActionRequest): void {
  const action = writeActions.find(({ operationId }) => operationId === operation.id);
  const name = action?.id ?? passthroughName;
  if (!disabledScopes(integration.settings).has(name)) return;
  const message =
    `${name} is disabled in ${integration.id}, or returns records that are. ` +
    'The operator of this Hirewire can enable it.';
  throw new ApiError('INTEGRATION.ACTION_DISABLED', message);
}

/** Syncs, too, must know that the tool refuses the credentials. */
async function noteRefusedCredentials(
  { database, log }: ActionEnvironment,
  { integration, interactionId }: Running,
  { code, cause }: ApiError,
): Promise<void> {
  if (code !== 'INTEGRATION.AUTHENTICATION_INVALID' || cause === undefined) return;
  // Once for each outage, not for each action.
  if (integration.authenticationFailingSince === null) {
    const { id: integrationId, tool } = integration;
    log.error(
      { event: 'integration.credentials.refused', integrationId, tool, interactionId },
      'The tool refused the credentials',
    );
  }
  await setAuthenticationFailing(database, integration.id, true);
}

function toFailure(
  { requestId }: ActionRequest,
  thrown: unknown,
  { hasSent }: { hasSent: boolean },
): ApiError {
  const known = toActionError(thrown, { hasSent });
  if (known !== null) return known;
  // After something was sent, a lost database is an error of its own.
  if (isConnectionError(thrown)) return databaseUnreachable({ isRepeatable: true }, thrown);
  return unexpectedError(requestId, thrown);
}

function toErrorAnswer(
  { operation, serverUrl, interactionId }: Running,
  failure: ApiError,
): Answer {
  const { status, code: errorCode, retryAfterMs, cause } = failure;
  const logUrl = `${serverUrl}/hirewire/v1/interactions/${interactionId}`;
  const content = toErrorEnvelope(failure, operation.errorType, logUrl);
  const answer = toAnswer({ status, content, errorCode, retryAfterMs });
  return errorCode === 'PLATFORM.UNKNOWN_ERROR' ? { ...answer, unexpected: cause } : answer;
}

/** The text is made once: a repeated request gets the same bytes. */
function toAnswer(parts: Omit<Answer, 'body'>): Answer {
  return { ...parts, body: JSON.stringify(parts.content) };
}
