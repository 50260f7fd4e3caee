import { createHash } from 'node:crypto';
import type { ErrorCode, Operation } from '@hirewire/contract';
import type { ActionCall, ActionResult, Engine } from '@hirewire/engine';
import { passThrough, performs } from '@hirewire/engine';
import type { ActionAnswer } from '@hirewire/engine';

import { ApiError, inputInvalid, toErrorBody } from '../api-error.ts';
import { parseOptionalBody, parsePath } from '../parse-input.ts';
import { toApiError } from '../to-api-error.ts';
import { type AnyCall, type AtsRoute, type GeneralRoute, integrationOf } from './route.ts';

const dryRunHeader = 'hirewire-dry-run';
const idempotencyHeader = 'idempotency-key';

/** The route of the actions: done live in the tool, written down, with their own limits. */
export function act(engine: Engine): AtsRoute {
  return (call) => {
    const { operation } = call;
    const perform = performs[operation.id as keyof typeof performs];
    return answer(engine, call, async (action) =>
      perform(action, {
        path: parseActionPath(operation, call.pathParameters),
        body: parseActionBody(operation, call.body) as never,
        toLink: (file) => `${call.serverUrl}/hirewire/v1/files/${engine.sealFileLink(file)}`,
      }),
    );
  };
}

/** The same for requests of the caller's own. */
export function sendPassthroughRequest(engine: Engine): GeneralRoute {
  return (call) => {
    const { operation, pathParameters } = call;
    if (readDryRun(call)) {
      throw inputInvalid(
        '`Hirewire-Dry-Run` is for actions; a passthrough request is its own plan.',
      );
    }
    return answer(engine, call, async (action) => {
      const { tool = '', api = '' } = pathParameters;
      const body = parseActionBody(operation, call.body) as Parameters<
        typeof passThrough
      >[1]['body'];
      return passThrough(action, { tool, api, body });
    });
  };
}

async function answer(
  engine: Engine,
  call: AnyCall,
  perform: Parameters<Engine['act']>[0]['perform'],
): Promise<string> {
  const acted = await engine.act({
    call: toActionCall(call),
    perform,
    toAnswer: (result, interactionId) => toAnswer(call, result, interactionId),
  });
  const { reply } = call;
  reply.header('concurrency-limit', String(acted.limit));
  if (acted.remaining !== null) reply.header('concurrency-remaining', String(acted.remaining));
  if (acted.retryAfterMs !== null) {
    reply.header('retry-after', String(Math.ceil(acted.retryAfterMs / 1000)));
  }
  if (acted.isReplay) reply.header('idempotent-replayed', 'true');
  reply.header('hirewire-interaction-id', acted.interactionId);
  reply.end(acted.status, acted.errorCode);
  return acted.body;
}

function toActionCall(call: AnyCall): ActionCall {
  const { operation, authorization, body } = call;
  const path = call.path;
  return {
    integration: integrationOf(call),
    environmentName: authorization.environment.name,
    operation: operation.id,
    apiKeyId: authorization.keyId,
    method: operation.method,
    path,
    body,
    isDryRun: readDryRun(call),
    idempotency: readIdempotencyKey(call, path),
  };
}

function readDryRun({ requestHeader }: Pick<AnyCall, 'requestHeader'>): boolean {
  const value = requestHeader(dryRunHeader)?.toLowerCase();
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw inputInvalid('Header `Hirewire-Dry-Run` must be `true` or `false`.');
}

/** Only POST needs it: the other methods may be repeated as they are. */
function readIdempotencyKey(call: AnyCall, path: string): ActionCall['idempotency'] {
  const key = call.requestHeader(idempotencyHeader);
  if (key === undefined || call.operation.method !== 'POST') return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw inputInvalid(
      'Header `Idempotency-Key` must have 1 to 255 printable ASCII characters without spaces.',
    );
  }
  const request = JSON.stringify([call.operation.id, path, call.body ?? null]);
  return { key, fingerprint: createHash('sha256').update(request).digest() };
}

function parseActionPath(
  operation: Operation,
  raw: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (operation.pathParameters === null) return {};
  return parsePath(operation.pathParameters, raw) as Record<string, string>;
}

function parseActionBody(operation: Operation, raw: unknown): unknown {
  if (operation.body === null) return undefined;
  return parseOptionalBody(operation.body, raw);
}

function toAnswer(call: AnyCall, result: ActionResult, interactionId: string): ActionAnswer {
  if ('data' in result) {
    const { planned, warnings } = result;
    const data = planned === null ? result.data : { dry_run: true, requests: planned };
    const messages = warnings.map((message) => ({ message }));
    const body = JSON.stringify({ status: 'success', data, warnings: messages });
    return { status: 200, body, errorCode: null };
  }
  const error = describeFailure(call, result);
  const logUrl = `${call.serverUrl}/hirewire/v1/interactions/${interactionId}`;
  const body = toErrorBody(error, call.operation.errorType, logUrl);
  return { status: error.status, body, errorCode: error.code as ErrorCode | null };
}

function describeFailure(
  call: AnyCall,
  { error, thrown }: Extract<ActionResult, { thrown: unknown }>,
): ApiError {
  if (error !== null) return new ApiError(error.code, error.message, { cause: thrown });
  // Where the database was lost after something was sent there would be an error to say so.
  const unforeseen = toApiError(thrown, { requestId: call.requestId, isRepeatable: true });
  if (unforeseen.code === 'PLATFORM.UNKNOWN_ERROR') call.logFailure(thrown);
  return unforeseen;
}
