import type { ReadModel, ReadModelName } from '@hirewire/contract';
import { readModelOf, recordId } from '@hirewire/contract';
import type { Database, Queryable } from '../database/database.ts';
import { neverNull, nullable, text, texts, timestamptz } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import type { Merge } from '../records/merges.ts';
import type { ModelName } from '../records/models.ts';
import { modelNames } from '../records/models.ts';

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

/** The record that decides whether another one, or itself, is kept: a tracked one. */
interface Deciding {
  model: ReadModelName;
  id: string;
}

/** Null where the model is filtered and nothing is named that could be tracked. */
function decidingOf(model: ReadModel, valueOf: (field: string) => unknown): Deciding | null {
  for (const field of model.trackedBy) {
    const id = valueOf(field);
    const named = field === 'id' ? model.name : model.references[field];
    if (typeof id === 'string' && named !== undefined) return { model: named, id };
  }
  return null;
}

/**
 * Which records of a page an integration keeps that only syncs tracked applications: those, their
 * candidates (applications have to be stored before), and what belongs to them. All of other models.
 * Where a record of the page takes the place of another one, that one decides as well.
 */
export async function keepTracked<Row extends Traceable>(
  database: Database,
  page: { integrationId: string; model: ModelName; merges?: readonly Merge[] },
  rows: readonly Row[],
): Promise<Row[]> {
  const { integrationId, model, merges = [] } = page;
  const descriptor = readModelOf(model);
  if (descriptor.trackedBy.length === 0) return [...rows];
  const former = merges.map(({ id, intoId }) => ({ id, columns: {}, keeps: intoId }));
  const all: (Traceable & { keeps: string })[] = [
    ...rows.map(({ id, columns }) => ({ id, columns, keeps: id })),
    ...former,
  ];
  const traced = all.map((row) => ({
    row,
    deciding: decidingOf(descriptor, (field) => (field === 'id' ? row.id : row.columns[field])),
  }));
  const kept = await selectTracked(database.pool, integrationId, traced);
  const ids = new Set(kept.map(({ row }) => row.keeps));
  return rows.filter(({ id }) => ids.has(id));
}

const selectReferences = statementFor(modelNames, (model) => {
  const { trackedBy } = readModelOf(model);
  const columnOf = (field: string): string => (trackedBy.includes(field) ? field : 'null::text');
  return {
    text: `select id, ${columnOf('application_id')} as application_id,
        ${columnOf('candidate_id')} as candidate_id
      from store.${model} where integration_id = $integrationId and id = any ($ids)`,
    values: ofPage,
    rows: { id: text, application_id: nullable(text), candidate_id: nullable(text) },
  };
});

/** Ids of stored records that such an integration does not keep. */
export async function listUntracked(
  database: Database,
  { integrationId, model }: { integrationId: string; model: ModelName },
  ids: readonly string[],
): Promise<string[]> {
  const descriptor = readModelOf(model);
  if (descriptor.trackedBy.length === 0 || ids.length === 0) return [];
  const rows = await selectReferences(model).all(database.pool, { integrationId, ids });
  const traced = rows.map((row) => ({
    row,
    deciding: decidingOf(descriptor, (field) => Reflect.get(row, field)),
  }));
  const kept = new Set(await selectTracked(database.pool, integrationId, traced));
  return traced.filter((application) => !kept.has(application)).map(({ row }) => row.id);
}

/** Those of them that are decided by something tracked. */
async function selectTracked<Traced extends { deciding: Deciding | null }>(
  client: Queryable,
  integrationId: string,
  traced: readonly Traced[],
): Promise<Traced[]> {
  const idsOf = (model: ReadModelName): string[] =>
    traced.flatMap(({ deciding }) => (deciding?.model === model ? [deciding.id] : []));
  const tracked = new Map<ReadModelName, ReadonlySet<string>>();
  for (const [model, select] of selects) {
    const ids = idsOf(model);
    if (ids.length === 0) continue;
    const found = await select.all(client, { integrationId, ids });
    tracked.set(model, new Set(found.map(({ id }) => id)));
  }
  return traced.filter(({ deciding }) => deciding && tracked.get(deciding.model)?.has(deciding.id));
}

const selects = [
  ['applications', selectTrackedApplications],
  ['candidates', selectTrackedCandidates],
] as const;
