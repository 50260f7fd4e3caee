import type pg from 'pg';
import type { Database } from '../database/database.ts';
import type { ModelName, StoredRow } from './models.ts';
import { modelNames, modelTables } from './models.ts';
import type { RecordChange } from './record-commit.ts';
import { renderChanges } from './render.ts';
import { withWriteLock } from './upsert-records.ts';

/** A record that has been gone long enough to be emptied. */
export interface PurgeableRecord {
  model: ModelName;
  id: string;
  remoteId: string;
}

/** Records of an integration that are gone since more than so many days and not emptied yet. */
export async function listPurgeable(
  database: Database,
  {
    integrationId,
    days,
    limit,
    models = modelNames,
  }: { integrationId: string; days: number; limit: number; models?: readonly ModelName[] },
): Promise<PurgeableRecord[]> {
  const selects = models.map(
    (model) => `
      (select '${model}' as model, id, remote_id as "remoteId" from store.${model}
       where integration_id = $1 and remote_deleted_at < now() - make_interval(days => $2)
         and remote_deleted_at is not null and purged_at is null
       limit $3)`,
  );
  const { rows } = await database.pool.query<PurgeableRecord>(
    `select * from (${selects.join(' union all ')}) due limit $3`,
    [integrationId, days, limit],
  );
  return rows;
}

/** Rows of one model that hold nothing but their ids, to take the place of what is stored. */
export interface EmptyRows {
  model: ModelName;
  rows: readonly StoredRow[];
}

/**
 * Empties records that are gone, and with them what others show of them. A record that has come back
 * meanwhile is left alone.
 * @returns how many were emptied
 */
export async function purgeRecords(
  database: Database,
  { integrationId, emptied }: { integrationId: string; emptied: readonly EmptyRows[] },
): Promise<number> {
  if (emptied.length === 0) return 0;
  const cause = { type: 'purge', id: null } as const;
  return withWriteLock(database, { integrationId, cause }, async (client) => {
    const changes: RecordChange[] = [];
    let count = 0;
    for (const { model, rows } of emptied) {
      const purged = await emptyRows(client, { integrationId, model, rows });
      const rendered = { integrationId, model, rows: purged };
      count += purged.length;
      for (const change of await renderChanges(client, rendered)) changes.push(change);
    }
    return { changes, result: count };
  });
}

async function emptyRows(
  client: pg.PoolClient,
  { integrationId, model, rows }: EmptyRows & { integrationId: string },
) {
  const { columns, trackedReferences } = modelTables[model];
  const types: Record<string, string> = {
    own: 'text',
    short_end: 'int',
    brief_end: 'int',
    own_hash: 'uuid',
    parts_hash: 'uuid',
    ...columns,
  };
  const empty = rows.map((row) => ({
    ...row.columns,
    id: row.id,
    own: row.own,
    short_end: row.shortEnd,
    brief_end: row.briefEnd,
    own_hash: row.ownHash,
    parts_hash: row.partsHash,
  }));
  const names = Object.keys(types);
  const valueOf = (name: string): string =>
    types[name]?.endsWith('[]') ? `coalesce(r.${name}, '{}')` : `r.${name}`;
  const emptied = await client.query<{ id: string; tracked: (string | null)[] }>(
    `with before as materialized (
       select id, array[${trackedReferences.join(', ')}]::text[] as tracked from store.${model}
       where integration_id = $1 and id = any ($3)
         and remote_deleted_at is not null and purged_at is null
       for update
     )
     update store.${model} t
     set ${names.map((name) => `${name} = ${valueOf(name)}`).join(', ')},
       changed_at = clock_timestamp(), purged_at = clock_timestamp()
     from json_to_recordset($2::json) as r
       (id text, ${names.map((name) => `${name} ${types[name]}`).join(', ')})
     join before on before.id = r.id
     where t.integration_id = $1 and t.id = r.id
     returning t.id, before.tracked`,
    [integrationId, JSON.stringify(empty), rows.map(({ id }) => id)],
  );
  return emptied.rows.map(({ id, tracked }) => ({
    id,
    isOwnChange: true,
    isExistenceChange: false,
    isNew: false,
    references: tracked.filter((link) => link !== null),
  }));
}
