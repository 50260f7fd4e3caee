import { recordId } from '@hirewire/contract';
import type { Database, Queryable } from '../database/database.ts';
import { neverNull, nullable, text, texts, timestamptz } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import type { ModelName } from '../records/models.ts';

export interface TrackedApplication {
  integrationId: string;
  remoteId: string;
  origin: 'CREATED' | 'IMPORTED';
  trackedAt: Date | null;
}

const insertTracked = statement({
  text: `insert into store.tracked_applications
      (integration_id, application_id, remote_id, origin, tracked_at)
    values ($integrationId, $applicationId, $remoteId, $origin, $trackedAt)
    on conflict (integration_id, application_id) do nothing`,
  values: {
    integrationId: text,
    applicationId: text,
    remoteId: text,
    origin: text,
    trackedAt: nullable(timestamptz),
  },
});

/** Idempotent: an application that is tracked already keeps what is known of it. */
export async function trackApplication(
  database: Database,
  application: TrackedApplication,
): Promise<void> {
  const { integrationId, remoteId } = application;
  const applicationId = recordId(integrationId, 'applications', remoteId);
  await insertTracked.run(database.pool, { ...application, applicationId });
}

/** A record as far as it decides about tracking. */
interface Traceable {
  id: string;
  columns: Readonly<Record<string, unknown>>;
}

const ofPage = { integrationId: text, ids: texts };

const selectTrackedApplications = statement({
  text: `select application_id as id from store.tracked_applications
    where integration_id = $integrationId and application_id = any ($ids)`,
  values: ofPage,
  rows: { id: text },
});

const selectTrackedCandidates = statement({
  text: `select distinct a.candidate_id as id from store.applications a
    join store.tracked_applications t
      on t.integration_id = a.integration_id and t.application_id = a.id
    where a.integration_id = $integrationId and a.candidate_id = any ($ids)
      and a.remote_deleted_at is null`,
  values: ofPage,
  rows: { id: neverNull(text) },
});

/** The models that are filtered, and which id of theirs decides. */
const decidingIds: { readonly [Model in ModelName]?: 'own' | 'application' } = {
  applications: 'own',
  candidates: 'own',
  interviews: 'application',
  offers: 'application',
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
  const deciding = decidingIds[model];
  if (deciding === undefined) return [...rows];
  const keyOf = (row: Row): unknown =>
    deciding === 'application' ? row.columns['application_id'] : row.id;
  const kept = await selectTracked(database.pool, { integrationId, model }, rows.map(keyOf));
  return rows.filter((row) => kept.has(keyOf(row)));
}

const selectApplicationIds = statementFor(['interviews', 'offers'] as const, (model) => ({
  text: `select id, application_id from store.${model}
    where integration_id = $integrationId and id = any ($ids)`,
  values: ofPage,
  rows: { id: text, application_id: nullable(text) },
}));

/** Ids of stored records that such an integration does not keep. */
export async function listUntracked(
  database: Database,
  { integrationId, model }: { integrationId: string; model: ModelName },
  ids: readonly string[],
): Promise<string[]> {
  if (decidingIds[model] === undefined || ids.length === 0) return [];
  if (model !== 'interviews' && model !== 'offers') {
    const kept = await selectTracked(database.pool, { integrationId, model }, ids);
    return ids.filter((id) => !kept.has(id));
  }
  const rows = await selectApplicationIds(model).all(database.pool, { integrationId, ids });
  const applicationIds = rows.map((row) => row.application_id);
  const kept = await selectTracked(database.pool, { integrationId, model }, applicationIds);
  return rows.filter((row) => !kept.has(row.application_id)).map(({ id }) => id);
}

async function selectTracked(
  client: Queryable,
  { integrationId, model }: { integrationId: string; model: ModelName },
  keys: readonly unknown[],
): Promise<ReadonlySet<unknown>> {
  const ids = keys.filter((key) => typeof key === 'string');
  const select = model === 'candidates' ? selectTrackedCandidates : selectTrackedApplications;
  return new Set((await select.all(client, { integrationId, ids })).map(({ id }) => id));
}
