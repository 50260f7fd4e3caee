import { readModelOf, requiredReferencesOf } from '@hirewire/contract';
import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { bigint, int, json, oneOf, text, texts } from '../database/sql-types.ts';
import { statementFor } from '../database/statement.ts';
import { emptyCopies } from './empty-copies.ts';
import type { ModelName, StoredRow } from './models.ts';
import { modelNames, modelTables } from './models.ts';
import type { ChangedRow, ChangedRows } from './render.ts';
import { renderAllChanges } from './render.ts';
import {
  recordColumns,
  recordValue,
  toRecord,
  trackedArray,
  withWriteLock,
} from './upsert-records.ts';

/** A record that has been gone long enough to be emptied. */
export interface PurgeableRecord {
  model: ModelName;
  id: string;
  remoteId: string;
  /** The ids in references that may not be empty, by field. They stay. */
  references: Readonly<Record<string, string>>;
}

/** SQL of an object with the required references of a row. */
function requiredReferences(model: ModelName): string {
  const members = requiredReferencesOf(readModelOf(model)).map((field) => `'${field}', ${field}`);
  return `json_build_object(${members.join(', ')})`;
}

const choicesOfModels: (readonly ModelName[])[] = [modelNames];

const selectPurgeable = statementFor(choicesOfModels, (models) => {
  const selects = models.map(
    (model) => `
      (select '${model}' as model, id, remote_id as "remoteId",
         ${requiredReferences(model)} as "references"
       from store.${model}
       where integration_id = $integrationId
         and remote_deleted_at < now() - make_interval(days => $days)
         and remote_deleted_at is not null and purged_at is null
       limit $limit)`,
  );
  return {
    text: `select * from (${selects.join(' union all ')}) due limit $limit`,
    values: { integrationId: text, days: int, limit: bigint },
    rows: {
      model: oneOf(...modelNames),
      id: text,
      remoteId: text,
      references: json<Readonly<Record<string, string>>>(),
    },
  };
});

/** Records of an integration that are gone since more than so many days and not emptied yet. */
export function listPurgeable(
  database: Database,
  {
    models = modelNames,
    ...limits
  }: { integrationId: string; days: number; limit: number; models?: readonly ModelName[] },
): Promise<PurgeableRecord[]> {
  return selectPurgeable(models).all(database.pool, limits);
}

const selectErasable = statementFor(modelNames, (model) => ({
  text: `select id, remote_id as "remoteId", ${requiredReferences(model)} as "references"
    from store.${model}
    where integration_id = $integrationId and id = any ($ids)
      and remote_deleted_at is not null and purged_at is null`,
  values: { integrationId: text, ids: texts },
  rows: { id: text, remoteId: text, references: json<Readonly<Record<string, string>>>() },
}));

/** Records that are emptied as soon as they are gone. */
export interface Erasure {
  ids: readonly string[];
  /** Makes a row that holds nothing but the ids of a record. */
  toEmptyRow: (record: PurgeableRecord) => StoredRow;
  /** Unseals what marks of erased people are made with. */
  openKey: (sealed: Buffer) => Buffer;
}

/** Empties records that are gone in the transaction in which they went. */
export async function eraseRecords(
  client: pg.PoolClient,
  { integrationId, model }: { integrationId: string; model: ModelName },
  { ids, toEmptyRow }: Omit<Erasure, 'openKey'>,
): Promise<ChangedRow[]> {
  if (ids.length === 0) return [];
  const found = await selectErasable(model).all(client, { integrationId, ids });
  const rows = found.map((record) => toEmptyRow({ model, ...record }));
  return emptyRows(client, { integrationId, model, rows });
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
    let count = 0;
    const changed: ChangedRows[] = [];
    for (const { model, rows } of emptied) {
      if (model === 'candidates') {
        const asked = { integrationId, ids: rows.map(({ id }) => id) };
        const ids = (await selectErasable(model).all(client, asked)).map(({ id }) => id);
        const copies = await emptyCopies(client, { integrationId, ids }, 'raw');
        changed.push(...copies.changed);
      }
      const purged = await emptyRows(client, { integrationId, model, rows });
      count += purged.length;
      changed.push({ model, rows: purged });
    }
    return { changes: await renderAllChanges(client, integrationId, changed), result: count };
  });
}

const updateEmptied = statementFor(modelNames, (model) => {
  const columns = Object.entries({ ...recordColumns, ...modelTables[model].columns });
  const set = columns.map((column) => `${column[0]} = ${recordValue(column)}`);
  return {
    text: `with before as materialized (
      select b.id, ${trackedArray(model, 'b')} as tracked from store.${model} b
      where integration_id = $integrationId and id = any ($ids)
        and remote_deleted_at is not null and purged_at is null
      for update
    )
    update store.${model} t
    set ${set.join(', ')},
      changed_at = clock_timestamp(), purged_at = clock_timestamp()
    from json_to_recordset($records::json) as r
      (id text, ${columns.map((column) => column.join(' ')).join(', ')})
    join before on before.id = r.id
    where t.integration_id = $integrationId and t.id = r.id
    returning t.id, before.tracked`,
    values: { integrationId: text, records: json(), ids: texts },
    rows: { id: text, tracked: texts },
  };
});

async function emptyRows(
  client: pg.PoolClient,
  { integrationId, model, rows }: EmptyRows & { integrationId: string },
): Promise<ChangedRow[]> {
  if (rows.length === 0) return [];
  const emptied = await updateEmptied(model).all(client, {
    integrationId,
    records: JSON.stringify(rows.map(toRecord)),
    ids: rows.map(({ id }) => id),
  });
  return emptied.map(({ id, tracked }) => ({
    id,
    isOwnChange: true,
    isExistenceChange: false,
    isNew: false,
    references: tracked.filter((link) => link !== null),
  }));
}
