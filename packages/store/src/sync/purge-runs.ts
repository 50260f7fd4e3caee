import type { Database } from '../database/database.ts';

/** Runs deleted in one statement, so that none takes long. */
const batch = 1000;

// The newest of each type stays: the schedule and the deletions that wait for a second run ask for it.
const statement = `
  with old as materialized (
    select r.integration_id, r.id from store.sync_runs r
    where r.ended_at is not null
      and r.ended_at < now() - case
        when r.trigger = 'SCHEDULE' and r.type = 'DELTA' and r.state = 'SUCCEEDED'
        then interval '3 days' else interval '60 days' end
      and exists (
        select from store.sync_runs newer
        where newer.integration_id = r.integration_id and newer.type = r.type
          and newer.ended_at is not null and newer.queued_at > r.queued_at)
    limit ${batch}
  ), models as (
    delete from store.sync_models m using old
    where m.integration_id = old.integration_id and m.run_id = old.id
  )
  delete from store.sync_runs r using old
  where r.integration_id = old.integration_id and r.id = old.id`;

/**
 * Empties the history: scheduled deltas in which all went well after three days, of which there
 * are a thousand a week, everything else after sixty.
 */
export async function purgeRuns(database: Database): Promise<void> {
  for (;;) {
    const { rowCount } = await database.pool.query(statement);
    if ((rowCount ?? 0) < batch) return;
  }
}
