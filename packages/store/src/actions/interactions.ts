import type { Database } from '../database/database.ts';
import { toPostgresText } from '../database/sql-types.ts';

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
  /** Null while it runs, and for ever where the process died in the middle. */
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

export async function insertInteraction(
  database: Database,
  interaction: NewInteraction,
): Promise<void> {
  const { integrationId, id, operation, apiKeyId, method, path } = interaction;
  await database.kysely
    .insertInto('store.interactions')
    .values({
      integration_id: integrationId,
      id,
      operation,
      api_key_id: apiKeyId,
      method,
      path: toPostgresText(path),
      is_dry_run: interaction.isDryRun,
      request_body: toPostgresText(interaction.requestBody),
    })
    .execute();
}

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
  await database.pool.query(
    `update store.interactions
     set ended_at = clock_timestamp(), status = $3, error_code = $4, response_body = $5
     where integration_id = $1 and id = $2`,
    [
      ending.integrationId,
      ending.id,
      ending.status,
      ending.errorCode,
      toPostgresText(ending.responseBody),
    ],
  );
}

export async function insertInteractionRequest(
  database: Database,
  place: { integrationId: string; interactionId: string; position: number },
  request: InteractionRequest,
): Promise<void> {
  await database.kysely
    .insertInto('store.interaction_requests')
    .values({
      integration_id: place.integrationId,
      interaction_id: place.interactionId,
      position: place.position,
      method: request.method,
      url: toPostgresText(request.url),
      status: request.status,
      error_kind: request.errorKind,
      attempt: request.attempt,
      started_at: request.startedAt,
      duration_ms: request.durationMs,
      request_body: toPostgresText(request.requestBody),
      response_body: toPostgresText(request.responseBody),
    })
    .execute();
}

/** Of an environment: nobody finds out what others have. `environmentId` null asks for any. */
export async function findInteraction(
  database: Database,
  { id, environmentId }: { id: string; environmentId: string | null },
): Promise<Interaction | null> {
  let query = database.kysely
    .selectFrom('store.interactions as i')
    .innerJoin('store.integrations as n', 'n.integration_id', 'i.integration_id')
    .selectAll('i')
    .where('i.id', '=', id)
    .where('n.deleted_at', 'is', null);
  if (environmentId !== null) query = query.where('n.environment_id', '=', environmentId);
  const row = await query.executeTakeFirst();
  if (row === undefined) return null;
  const requests = await database.kysely
    .selectFrom('store.interaction_requests')
    .selectAll()
    .where('integration_id', '=', row.integration_id)
    .where('interaction_id', '=', id)
    .orderBy('position')
    .execute();
  return {
    integrationId: row.integration_id,
    id: row.id,
    operation: row.operation,
    apiKeyId: row.api_key_id,
    method: row.method,
    path: row.path,
    isDryRun: row.is_dry_run,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    status: row.status,
    errorCode: row.error_code,
    requestBody: row.request_body,
    responseBody: row.response_body,
    requests: requests.map((request) => ({
      method: request.method,
      url: request.url,
      status: request.status,
      errorKind: request.error_kind,
      attempt: request.attempt,
      startedAt: request.started_at,
      durationMs: request.duration_ms,
      requestBody: request.request_body,
      responseBody: request.response_body,
    })),
  };
}

export interface InteractionSummary {
  id: string;
  operation: string;
  startedAt: Date;
  endedAt: Date | null;
  status: number | null;
  errorCode: string | null;
}

/** Newest first. */
export async function listInteractions(
  database: Database,
  integrationId: string,
  options: { limit: number },
): Promise<InteractionSummary[]> {
  return database.kysely
    .selectFrom('store.interactions')
    .select([
      'id',
      'operation',
      'started_at as startedAt',
      'ended_at as endedAt',
      'status',
      'error_code as errorCode',
    ])
    .where('integration_id', '=', integrationId)
    .orderBy('started_at', 'desc')
    .limit(options.limit)
    .execute();
}
