import type { Database } from '../database/database.ts';
import type { ModelOfRun } from '../records/models.ts';

/**
 * Ids of living records that a complete full read did not see. Empty after a read of changes.
 * A record that changed here after the run began (a write-back) may be younger than the page that
 * should have shown it, so it is left alone until the next full run.
 */
export async function listMissing(
  database: Database,
  { integrationId, runId, model }: ModelOfRun,
): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    // "except", as whatever the planner believes of the tables it is hashed or sorted: a million ids
    // that did not fit into its memory would be compared with each other one by one by "not in".
    `select t.id from store.${model} t
     where t.integration_id = $1 and t.remote_deleted_at is null
       and t.changed_at < (
         select started_at from store.sync_runs where integration_id = $1 and id = $2)
       and exists (
         select from store.sync_models m where m.integration_id = $1 and m.run_id = $2
           and m.model = $3 and m.state = 'READ' and m.completeness = 'full')
     except
     select unnest(ids) from store.sync_seen
     where integration_id = $1 and run_id = $2 and model = $3
     order by id`,
    [integrationId, runId, model],
  );
  return rows.map((row) => row.id);
}

/** A full read that would delete more rows than this, and more than half, is not believed. */
const believableDeletions = 10;

/**
 * Null when the deletions may be carried out. Otherwise their digest, to be kept with the run: a
 * second full run that misses exactly the same records confirms them. While there are records whose
 * id could not be read nothing is deleted at all, since they may be the ones that are missing.
 */
export async function implausibleDeletions(
  database: Database,
  { integrationId, runId, model }: ModelOfRun,
  missing: readonly string[],
): Promise<string | null> {
  if (missing.length === 0) return null;
  const { rows } = await database.pool.query<{
    living: string;
    unusable: number;
    digest: string;
    last: string | null;
  }>(
    `select
       (select count(*) from store.${model}
        where integration_id = $1 and remote_deleted_at is null) as living,
       (select unusable from store.sync_models
        where integration_id = $1 and run_id = $4 and model = $2) as unusable,
       md5(array_to_string($3::text[], ','))::uuid as digest,
       (select m.withheld_deletions
        from store.sync_models m
        join store.sync_runs r on r.integration_id = m.integration_id and r.id = m.run_id
        where m.integration_id = $1 and m.model = $2 and m.completeness = 'full'
          and m.state = 'DONE'
        order by r.queued_at desc limit 1) as last`,
    [integrationId, model, missing, runId],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('counting records returned no row');
  const isFew = missing.length <= believableDeletions || missing.length * 2 <= Number(row.living);
  const isBelievable = row.unusable === 0 && (isFew || row.last === row.digest);
  return isBelievable ? null : row.digest;
}
