import type { Database, Queryable } from '../database/database.ts';
import type { ModelName } from '../records/models.ts';

/**
 * Notes that records of a model are to show other fields than they do, or none at all, which the
 * next sync sees to.
 * To be called in the transaction of the change.
 */
export async function noteFieldChange(
  client: Queryable,
  { integrationId, model }: { integrationId: string; model: ModelName },
): Promise<void> {
  await client.query(
    `insert into store.field_changes as c (integration_id, model, changed_at)
     values ($1, $2, clock_timestamp())
     on conflict (integration_id, model) do update
       set changed_at = greatest(excluded.changed_at, c.changed_at + interval '1 microsecond')`,
    [integrationId, model],
  );
}

/** When the last choice of fields was made, of one model or any, that no sync has carried out yet. */
export async function findFieldsChangedAt(
  database: Database,
  integrationId: string,
  model: ModelName | null = null,
): Promise<Date | null> {
  const { rows } = await database.pool.query<{ changed_at: Date | null }>(
    `select max(changed_at) as changed_at from store.field_changes
     where integration_id = $1 and ($2::text is null or model = $2)`,
    [integrationId, model],
  );
  return rows[0]?.changed_at ?? null;
}
