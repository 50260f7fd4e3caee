import type { Database } from '../database/database.ts';
import { nullable, text, texts } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import type { ModelName } from '../records/models.ts';
import { modelNames } from '../records/models.ts';

// What an action needs to know of the records that it names. Deleted ones are not found: no action
// is possible on what is gone.

const oneRecord = { integrationId: text, id: text };

export interface StoredApplication {
  remoteId: string;
  jobId: string | null;
  jobRemoteId: string | null;
  candidateId: string | null;
  candidateRemoteId: string | null;
}

const selectApplication = statement({
  text: `select a.remote_id as "remoteId", a.job_id as "jobId", a.candidate_id as "candidateId",
      (select j.remote_id from store.jobs j
       where j.integration_id = $integrationId and j.id = a.job_id) as "jobRemoteId",
      (select c.remote_id from store.candidates c
       where c.integration_id = $integrationId and c.id = a.candidate_id) as "candidateRemoteId"
    from store.applications a
    where a.integration_id = $integrationId and a.id = $id and a.remote_deleted_at is null`,
  values: oneRecord,
  rows: {
    remoteId: text,
    jobId: nullable(text),
    candidateId: nullable(text),
    jobRemoteId: nullable(text),
    candidateRemoteId: nullable(text),
  },
  isPrepared: true,
});

export function findApplication(
  database: Database,
  application: { integrationId: string; id: string },
): Promise<StoredApplication | null> {
  return selectApplication.first(database.pool, application);
}

const selectApplicationsOf = statement({
  text: `select remote_id from store.applications
    where integration_id = $integrationId and candidate_id = any ($candidateIds)
      and remote_deleted_at is null`,
  values: { integrationId: text, candidateIds: texts },
  rows: { remote_id: text },
});

/** The remote ids of candidates' applications. */
export async function listApplicationsOf(
  database: Database,
  people: { integrationId: string; candidateIds: readonly string[] },
): Promise<string[]> {
  if (people.candidateIds.length === 0) return [];
  const rows = await selectApplicationsOf.all(database.pool, people);
  return rows.map((row) => row.remote_id);
}

export interface StoredJob {
  id: string;
  remoteId: string;
  status: string | null;
  stageIds: readonly string[];
  /** JSON text: the wire's `screening_questions`. */
  screeningQuestions: string;
}

const selectJob = statement({
  text: `select id, remote_id as "remoteId", status, stage_ids as "stageIds",
      screening_questions as "screeningQuestions"
    from store.jobs
    where integration_id = $integrationId and id = $id and remote_deleted_at is null`,
  values: oneRecord,
  rows: {
    id: text,
    remoteId: text,
    status: nullable(text),
    stageIds: texts,
    screeningQuestions: text,
  },
  isPrepared: true,
});

export function findJob(
  database: Database,
  job: { integrationId: string; id: string },
): Promise<StoredJob | null> {
  return selectJob.first(database.pool, job);
}

const selectRemoteId = statementFor(modelNames, (model) => ({
  text: `select remote_id from store.${model}
    where integration_id = $integrationId and id = $id and remote_deleted_at is null`,
  values: oneRecord,
  rows: { remote_id: text },
}));

/** The remote id of a record that is not deleted; null where there is none. */
export async function findRemoteId(
  database: Database,
  { model, ...record }: { integrationId: string; model: ModelName; id: string },
): Promise<string | null> {
  return (await selectRemoteId(model).first(database.pool, record))?.remote_id ?? null;
}
