import { inputInvalid } from '@hirewire/contract';
import type { ActionOperation, Engine } from '@hirewire/engine';

import { type AnyCall, integrationOf } from './route.ts';

const dryRunHeader = 'hirewire-dry-run';
const idempotencyHeader = 'idempotency-key';

/** The route of an action, which the engine runs and answers. */
export function runAction(
  engine: Engine,
  operation: ActionOperation,
): (call: AnyCall) => Promise<string> {
  return async (call) => {
    const { authorization, pathParameters, body, reply } = call;
    const outcome = await engine.runAction({
      operation,
      input: { path: pathParameters, body },
      integration: integrationOf(call),
      environmentName: authorization.environment.name,
      apiKeyId: authorization.keyId,
      requestId: call.requestId,
      path: call.path,
      isDryRun: readDryRun(call),
      idempotencyKey: readIdempotencyKey(call),
      serverUrl: call.serverUrl,
    });
    const { limit, remaining, retryAfterMs } = outcome;
    reply.header('concurrency-limit', String(limit));
    if (remaining !== null) reply.header('concurrency-remaining', String(remaining));
    if (retryAfterMs !== null) {
      reply.header('retry-after', String(Math.ceil(retryAfterMs / 1000)));
    }
    if (outcome.isReplay) reply.header('idempotent-replayed', 'true');
    reply.header('hirewire-interaction-id', outcome.interactionId);
    reply.end(outcome.status, outcome.errorCode);
    if (outcome.unexpected !== undefined) call.logFailure(outcome.unexpected);
    return outcome.body;
  };
}

function readDryRun({ operation, requestHeader }: AnyCall): boolean {
  const value = requestHeader(dryRunHeader)?.toLowerCase();
  if (value === undefined || value === 'false') return false;
  if (value !== 'true') throw inputInvalid('Header `Hirewire-Dry-Run` must be `true` or `false`.');
  if (operation.kind === 'action') return true;
  throw inputInvalid('`Hirewire-Dry-Run` is for actions; a passthrough request is its own plan.');
}

/** Only POST needs it: the other methods may be repeated as they are. */
function readIdempotencyKey({ operation, requestHeader }: AnyCall): string | null {
  const key = requestHeader(idempotencyHeader);
  if (key === undefined || operation.method !== 'POST') return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw inputInvalid(
    'Header `Idempotency-Key` must have 1 to 255 printable ASCII characters without spaces.',
  );
}
