import type { Database, Queryable } from '../database/database.ts';
import { nullable, text, timestamptz } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { ModelName } from '../records/models.ts';

const upsertChange = statement({
  text: `insert into store.field_changes as c (integration_id, model, changed_at)
    values ($integrationId, $model, clock_timestamp())
    on conflict (integration_id, model) do update
      set changed_at = greatest(excluded.changed_at, c.changed_at + interval '1 microsecond')`,
  values: { integrationId: text, model: text },
});

/**
 * Notes that records of a model are to show other fields than they do, or none at all, which the
 * next sync sees to.
 * To be called in the transaction of the change.
 */
export async function noteFieldChange(
  client: Queryable,
  changed: { integrationId: string; model: ModelName },
): Promise<void> {
  await upsertChange.run(client, changed);
}

const selectLastChange = statement({
  text: `select max(changed_at) as changed_at from store.field_changes
    where integration_id = $integrationId and ($model::text is null or model = $model)`,
  values: { integrationId: text, model: nullable(text) },
  rows: { changed_at: nullable(timestamptz) },
});

/** When the last choice of fields was made, of one model or any, that no sync has carried out yet. */
export async function findFieldsChangedAt(
  database: Database,
  integrationId: string,
  model: ModelName | null = null,
): Promise<Date | null> {
  return (await selectLastChange.one(database.pool, { integrationId, model })).changed_at;
}
