import type { Database, Queryable } from './database.ts';
import type { FieldModel } from './field-models.ts';

/**
 * Notes that records of a model are to show other fields than they do, which the next sync sees to.
 * To be called in the transaction of the change.
 */
export async function noteFieldChange(
  client: Queryable,
  { integrationId, model }: { integrationId: string; model: FieldModel },
): Promise<void> {
  await client.query(
    `insert into store.field_changes as c (integration_id, model, changed_at)
     values ($1, $2, clock_timestamp())
     on conflict (integration_id, model) do update
       set changed_at = greatest(excluded.changed_at, c.changed_at + interval '1 microsecond')`,
    [integrationId, model],
  );
}

/** When the last choice of fields was made that no sync has carried out yet; null without one. */
export async function findFieldsChangedAt(
  database: Database,
  integrationId: string,
): Promise<Date | null> {
  const { rows } = await database.pool.query<{ changed_at: Date | null }>(
    'select max(changed_at) as changed_at from store.field_changes where integration_id = $1',
    [integrationId],
  );
  return rows[0]?.changed_at ?? null;
}
