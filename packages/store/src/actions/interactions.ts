import type { Database } from '../database/database.ts';
import {
  bigint,
  bool,
  int,
  nullable,
  text,
  timestamptz,
  toPostgresText,
} from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

/** A call of a live action as it came in. */
export interface NewInteraction {
  integrationId: string;
  id: string;
  operation: string;
  apiKeyId: string | null;
  method: string;
  path: string;
  isDryRun: boolean;
  /** JSON text, with files described instead of held. */
  requestBody: string | null;
}

export interface Interaction extends NewInteraction {
  startedAt: Date;
  /** Null while it runs, and forever if the process died before its end. */
  endedAt: Date | null;
  status: number | null;
  errorCode: string | null;
  responseBody: string | null;
  requests: readonly InteractionRequest[];
}

/** One request to the remote; bodies are JSON text, secrets redacted. */
export interface InteractionRequest {
  method: string;
  url: string;
  /** Null where no answer came. */
  status: number | null;
  errorKind: string | null;
  attempt: number;
  startedAt: Date;
  durationMs: number;
  requestBody: string | null;
  responseBody: string | null;
}

const calls = {
  integrationId: text,
  id: text,
  operation: text,
  apiKeyId: nullable(text),
  method: text,
  path: text,
  isDryRun: bool,
  requestBody: nullable(text),
};

const insertCall = statement({
  text: `insert into store.interactions (integration_id, id, operation, api_key_id, method, path,
      is_dry_run, request_body)
    values ($integrationId, $id, $operation, $apiKeyId, $method, $path, $isDryRun, $requestBody)`,
  values: calls,
  isPrepared: true,
});

export async function insertInteraction(
  database: Database,
  interaction: NewInteraction,
): Promise<void> {
  await insertCall.run(database.pool, {
    ...interaction,
    path: toPostgresText(interaction.path),
    requestBody: toPostgresText(interaction.requestBody),
  });
}

const updateEnded = statement({
  text: `update store.interactions
    set ended_at = clock_timestamp(), status = $status, error_code = $errorCode,
      response_body = $responseBody
    where integration_id = $integrationId and id = $id`,
  values: {
    integrationId: text,
    id: text,
    status: int,
    errorCode: nullable(text),
    responseBody: nullable(text),
  },
  isPrepared: true,
});

export async function endInteraction(
  database: Database,
  ending: {
    integrationId: string;
    id: string;
    status: number;
    errorCode: string | null;
    responseBody: string | null;
  },
): Promise<void> {
  const responseBody = toPostgresText(ending.responseBody);
  await updateEnded.run(database.pool, { ...ending, responseBody });
}

const request = {
  method: text,
  url: text,
  status: nullable(int),
  errorKind: nullable(text),
  attempt: int,
  startedAt: timestamptz,
  durationMs: int,
  requestBody: nullable(text),
  responseBody: nullable(text),
};

const insertRequest = statement({
  text: `insert into store.interaction_requests (integration_id, interaction_id, position, method,
      url, status, error_kind, attempt, started_at, duration_ms, request_body, response_body)
    values ($integrationId, $interactionId, $position, $method, $url, $status, $errorKind,
      $attempt, $startedAt, $durationMs, $requestBody, $responseBody)`,
  values: { integrationId: text, interactionId: text, position: int, ...request },
  isPrepared: true,
});

export async function insertInteractionRequest(
  database: Database,
  {
    integrationId,
    interactionId,
    position,
  }: { integrationId: string; interactionId: string; position: number },
  sent: InteractionRequest,
): Promise<void> {
  await insertRequest.run(database.pool, {
    ...sent,
    integrationId,
    interactionId,
    position,
    url: toPostgresText(sent.url),
    requestBody: toPostgresText(sent.requestBody),
    responseBody: toPostgresText(sent.responseBody),
  });
}

const selectCall = statement({
  text: `select i.integration_id as "integrationId", i.id, i.operation, i.api_key_id as "apiKeyId",
      i.method, i.path, i.is_dry_run as "isDryRun", i.started_at as "startedAt",
      i.ended_at as "endedAt", i.status, i.error_code as "errorCode",
      i.request_body as "requestBody", i.response_body as "responseBody"
    from store.interactions i
    join store.integrations n on n.integration_id = i.integration_id
    where i.id = $id and n.deleted_at is null
      and ($environmentId::text is null or n.environment_id = $environmentId)`,
  values: { id: text, environmentId: nullable(text) },
  rows: {
    ...calls,
    startedAt: timestamptz,
    endedAt: nullable(timestamptz),
    status: nullable(int),
    errorCode: nullable(text),
    responseBody: nullable(text),
  },
});

const selectRequests = statement({
  text: `select method, url, status, error_kind as "errorKind", attempt, started_at as "startedAt",
      duration_ms as "durationMs", request_body as "requestBody", response_body as "responseBody"
    from store.interaction_requests
    where integration_id = $integrationId and interaction_id = $id order by position`,
  values: { integrationId: text, id: text },
  rows: request,
});

/** Of an environment; those of others are not found. `environmentId` null asks for any. */
export async function findInteraction(
  database: Database,
  sought: { id: string; environmentId: string | null },
): Promise<Interaction | null> {
  const call = await selectCall.first(database.pool, sought);
  return call && { ...call, requests: await selectRequests.all(database.pool, call) };
}

export interface InteractionSummary {
  id: string;
  operation: string;
  startedAt: Date;
  endedAt: Date | null;
  status: number | null;
  errorCode: string | null;
}

const selectSummaries = statement({
  text: `select id, operation, started_at as "startedAt", ended_at as "endedAt", status,
      error_code as "errorCode"
    from store.interactions where integration_id = $integrationId
    order by started_at desc limit $limit`,
  values: { integrationId: text, limit: bigint },
  rows: {
    id: text,
    operation: text,
    startedAt: timestamptz,
    endedAt: nullable(timestamptz),
    status: nullable(int),
    errorCode: nullable(text),
  },
});

/** Newest first. */
export function listInteractions(
  database: Database,
  integrationId: string,
  { limit }: { limit: number },
): Promise<InteractionSummary[]> {
  return selectSummaries.all(database.pool, { integrationId, limit });
}

/** In this order, as one asks for what the next one deletes. */
const purges = [
  statement({
    text: `update store.interactions set request_body = null, response_body = null
      where started_at < now() - interval '7 days'
        and (request_body is not null or response_body is not null)`,
  }),
  statement({
    text: `update store.interaction_requests r set request_body = null, response_body = null
      where (r.request_body is not null or r.response_body is not null) and exists (
        select from store.interactions i
        where i.integration_id = r.integration_id and i.id = r.interaction_id
          and i.started_at < now() - interval '7 days')`,
  }),
  statement({
    text: `delete from store.interaction_requests r using store.interactions i
      where i.integration_id = r.integration_id and i.id = r.interaction_id
        and i.started_at < now() - interval '60 days'`,
  }),
  statement({
    text: `delete from store.interactions where started_at < now() - interval '60 days'`,
  }),
  statement({
    text: `delete from store.idempotency_keys where created_at < now() - interval '1 day'`,
  }),
  statement({
    text: `delete from store.action_reads where read_at < now() - interval '1 day'`,
  }),
];

/**
 * Empties what is kept of actions once its time is over: bodies after a week, everything after sixty
 * days, answers to repeated requests after a day (longer than any client goes on repeating).
 */
export async function purgeInteractions(database: Database): Promise<void> {
  for (const purge of purges) await purge.run(database.pool);
}
