import { recordId } from '@hirewire/contract';
import type { Database, Queryable } from '../database/database.ts';
import type { ModelName } from '../records/models.ts';

export interface TrackedApplication {
  integrationId: string;
  remoteId: string;
  origin: 'CREATED' | 'IMPORTED';
  trackedAt: Date | null;
}

/** Idempotent: an application that is tracked already keeps what is known of it. */
export async function trackApplication(
  database: Database,
  { integrationId, remoteId, origin, trackedAt }: TrackedApplication,
): Promise<void> {
  await database.pool.query(
    `insert into store.tracked_applications
       (integration_id, application_id, remote_id, origin, tracked_at)
     values ($1, $2, $3, $4, $5)
     on conflict (integration_id, application_id) do nothing`,
    [
      integrationId,
      recordId(integrationId, 'applications', remoteId),
      remoteId,
      origin,
      trackedAt?.toISOString() ?? null,
    ],
  );
}

/** A record as far as it decides about tracking. */
interface Traceable {
  id: string;
  columns: Readonly<Record<string, unknown>>;
}

/** Finds, of the records of a page, those that belong to a tracked application. */
const findTracked: { readonly [Model in ModelName]?: string } = {
  applications: `
    select application_id as id from store.tracked_applications
    where integration_id = $1 and application_id = any ($2)`,
  candidates: `
    select distinct a.candidate_id as id from store.applications a
    join store.tracked_applications t
      on t.integration_id = a.integration_id and t.application_id = a.id
    where a.integration_id = $1 and a.candidate_id = any ($2) and a.remote_deleted_at is null`,
};

/**
 * Which records of a page an integration keeps that only syncs tracked applications: those, their
 * candidates (applications have to be stored before), interviews and offers. All of other models.
 */
export async function keepTracked<Row extends Traceable>(
  database: Database,
  { integrationId, model }: { integrationId: string; model: ModelName },
  rows: readonly Row[],
): Promise<Row[]> {
  if (!isFiltered(model)) return [...rows];
  const keyOf = (row: Row): unknown =>
    findTracked[model] === undefined ? row.columns['application_id'] : row.id;
  const kept = await selectTracked(database.pool, { integrationId, model }, rows.map(keyOf));
  return rows.filter((row) => kept.has(keyOf(row)));
}

/** Ids of stored records that such an integration does not keep. */
export async function listUntracked(
  database: Database,
  { integrationId, model }: { integrationId: string; model: ModelName },
  ids: readonly string[],
): Promise<string[]> {
  if (!isFiltered(model) || ids.length === 0) return [];
  if (findTracked[model] !== undefined) {
    const kept = await selectTracked(database.pool, { integrationId, model }, ids);
    return ids.filter((id) => !kept.has(id));
  }
  const { rows } = await database.pool.query<{ id: string; application_id: string | null }>(
    `select id, application_id from store.${model} where integration_id = $1 and id = any ($2)`,
    [integrationId, ids],
  );
  const applicationIds = rows.map((row) => row.application_id);
  const kept = await selectTracked(database.pool, { integrationId, model }, applicationIds);
  return rows.filter((row) => !kept.has(row.application_id)).map(({ id }) => id);
}

function isFiltered(model: ModelName): boolean {
  return findTracked[model] !== undefined || model === 'interviews' || model === 'offers';
}

async function selectTracked(
  client: Queryable,
  { integrationId, model }: { integrationId: string; model: ModelName },
  keys: readonly unknown[],
): Promise<ReadonlySet<unknown>> {
  const statement = findTracked[model] ?? findTracked.applications ?? '';
  const { rows } = await client.query<{ id: string }>(statement, [integrationId, keys]);
  return new Set(rows.map(({ id }) => id));
}
