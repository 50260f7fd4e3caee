import type { Database } from '../database/database.ts';
import { nullable, oneOf, text, timestamptz } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { SyncRun } from './find-runs.ts';
import { runState } from './find-runs.ts';

/** The newest sync of an integration, and how recent its data is. */
export interface LastSync extends Pick<
  SyncRun,
  'id' | 'type' | 'state' | 'queuedAt' | 'startedAt' | 'endedAt'
> {
  integrationId: string;
  /** When the last successful sync began: what changed later may be missing. Null without one. */
  succeededFrom: Date | null;
}

const selectLastSyncs = statement({
  text: `select i.integration_id as "integrationId", last.id, last.type, last.state,
       last.queued_at as "queuedAt", last.started_at as "startedAt", last.ended_at as "endedAt",
       good.started_at as "succeededFrom"
     from store.integrations i
     join lateral (
       select * from store.sync_runs r where r.integration_id = i.integration_id
       order by r.queued_at desc limit 1
     ) last on true
     left join lateral (
       select r.started_at from store.sync_runs r
       where r.integration_id = i.integration_id and r.state = 'SUCCEEDED'
       order by r.queued_at desc limit 1
     ) good on true
     where i.deleted_at is null`,
  rows: {
    integrationId: text,
    id: text,
    type: oneOf('FULL', 'DELTA'),
    state: runState,
    queuedAt: timestamptz,
    startedAt: nullable(timestamptz),
    endedAt: nullable(timestamptz),
    succeededFrom: nullable(timestamptz),
  },
});

/** By the integration's id; those without a sync are missing. */
export async function listLastSyncs(database: Database): Promise<Map<string, LastSync>> {
  const rows = await selectLastSyncs.all(database.pool);
  return new Map(rows.map((row) => [row.integrationId, row]));
}
