import type { Database } from '../database/database.ts';
import type { ModelName } from '../records/models.ts';

// What an action needs to know of the records that it names. Deleted ones are not found: nobody can
// act on what is gone.

export interface StoredApplication {
  remoteId: string;
  jobId: string | null;
  jobRemoteId: string | null;
  candidateId: string | null;
  candidateRemoteId: string | null;
}

export async function findApplication(
  database: Database,
  { integrationId, id }: { integrationId: string; id: string },
): Promise<StoredApplication | null> {
  const { rows } = await database.pool.query<StoredApplication>(
    `select a.remote_id as "remoteId", a.job_id as "jobId", a.candidate_id as "candidateId",
       (select j.remote_id from store.jobs j
        where j.integration_id = $1 and j.id = a.job_id) as "jobRemoteId",
       (select c.remote_id from store.candidates c
        where c.integration_id = $1 and c.id = a.candidate_id) as "candidateRemoteId"
     from store.applications a
     where a.integration_id = $1 and a.id = $2 and a.remote_deleted_at is null`,
    [integrationId, id],
  );
  return rows[0] ?? null;
}

/** The remote ids of candidates' applications. */
export async function listApplicationsOf(
  database: Database,
  { integrationId, candidateIds }: { integrationId: string; candidateIds: readonly string[] },
): Promise<string[]> {
  if (candidateIds.length === 0) return [];
  const { rows } = await database.pool.query<{ remote_id: string }>(
    `select remote_id from store.applications
     where integration_id = $1 and candidate_id = any ($2) and remote_deleted_at is null`,
    [integrationId, candidateIds],
  );
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

export async function findJob(
  database: Database,
  { integrationId, id }: { integrationId: string; id: string },
): Promise<StoredJob | null> {
  const { rows } = await database.pool.query<StoredJob>(
    `select id, remote_id as "remoteId", status, stage_ids as "stageIds",
       screening_questions as "screeningQuestions"
     from store.jobs where integration_id = $1 and id = $2 and remote_deleted_at is null`,
    [integrationId, id],
  );
  return rows[0] ?? null;
}

/** The remote id of a record that is not deleted; null where there is none. */
export async function findRemoteId(
  database: Database,
  { integrationId, model, id }: { integrationId: string; model: ModelName; id: string },
): Promise<string | null> {
  const { rows } = await database.pool.query<{ remote_id: string }>(
    `select remote_id from store.${model}
     where integration_id = $1 and id = $2 and remote_deleted_at is null`,
    [integrationId, id],
  );
  return rows[0]?.remote_id ?? null;
}
