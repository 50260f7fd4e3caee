import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { integrationLock } from '../database/locks.ts';
import { bool, json, nullable, text, texts, uuid } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import type { ModelName, StoredRow } from './models.ts';
import { modelNames, modelTables } from './models.ts';
import type { Cause, RecordChange } from './record-commit.ts';
import { notifyListeners, recordCommit } from './record-commit.ts';
import type { ChangedRow } from './render.ts';
import { renderChanges } from './render.ts';

export interface RowChanges {
  integrationId: string;
  model: ModelName;
  rows: readonly StoredRow[];
  /** Ids of records that are gone at the remote. */
  deletedIds: readonly string[];
  /**
   * Reads are refused during the first sync, so rows are left unrendered and are rendered once at
   * its end (`completeFirstSync`).
   */
  isFirstSync: boolean;
}

export interface WriteCounts {
  written: number;
  unchanged: number;
  deleted: number;
}

export interface SavedRows extends WriteCounts {
  /** What readers see of it; nothing in the first sync, whose end reports everything. */
  changes: readonly RecordChange[];
}

const startWriting = statement({
  text: `select clock_timestamp()::text as stamped_at,
      pg_advisory_xact_lock(${integrationLock('write')})::text as lock`,
  values: { integrationId: text },
  rows: { stamped_at: text, lock: text },
  isPrepared: true,
});

/**
 * Runs `work` as the integration's only writer, and records the commit if `work` says that records
 * changed, so that every reader's `updated_after` finds them, and so does the change feed.
 */
export async function withWriteLock<T>(
  database: Database,
  { integrationId, cause }: { integrationId: string; cause: Cause },
  work: (client: pg.PoolClient) => Promise<{ changes: readonly RecordChange[]; result: T }>,
): Promise<T> {
  return inTransaction(database, async (client) => {
    const { stamped_at: stampedAt } = await startWriting.one(client, { integrationId });
    const { changes, result } = await work(client);
    if (changes.length > 0) {
      const position = await recordCommit(client, { integrationId, cause, stampedAt, changes });
      await notifyListeners(client, { integrationId, position });
    }
    return result;
  });
}

/** Writes what differs from the stored rows and everything that follows from it. */
export async function upsertRecords(
  client: pg.PoolClient,
  changes: RowChanges,
): Promise<SavedRows> {
  const existing = await findExisting(client, changes);
  const written: StoredRow[] = [];
  const changed: ChangedRow[] = [];
  for (const given of lastOfEach(changes.rows)) {
    const before = existing.get(given.id);
    if (compare(given, before) === 'none') continue;
    const row = before === undefined ? given : withFormerHashes(given, before);
    const change = compare(row, before);
    if (change === 'none') continue;
    written.push(row);
    changed.push(toChangedRow(changes.model, { row, before, isOwnChange: change === 'own' }));
  }
  await upsert(client, changes, written);
  const deleted = await markDeleted(client, changes);
  const { integrationId, model, isFirstSync } = changes;
  const rendered = { integrationId, model, rows: [...changed, ...deleted] };
  return {
    written: written.length,
    unchanged: changes.rows.length - written.length,
    deleted: deleted.length,
    changes: isFirstSync ? [] : await renderChanges(client, rendered),
  };
}

const selectStored = statementFor(modelNames, (model) => ({
  text: `select t.id, row_to_json(t) as stored from store.${model} t
    where t.integration_id = $integrationId and t.id = any ($ids) and t.purged_at is null`,
  values: { integrationId: text, ids: texts },
  rows: { id: text, stored: json<Readonly<Record<string, unknown>>>() },
}));

/** The rows with what is stored of fields that could not be read. */
export async function completeRows(
  client: pg.PoolClient,
  { integrationId, model, rows }: RowChanges,
): Promise<readonly StoredRow[]> {
  const ids = rows.flatMap(({ id, withStored }) => (withStored === undefined ? [] : [id]));
  if (ids.length === 0) return rows;
  const found = await selectStored(model).all(client, { integrationId, ids });
  const stored = new Map(found.map((row) => [row.id, row.stored]));
  return rows.map((row) => {
    const before = stored.get(row.id);
    return before === undefined ? row : (row.withStored?.(before) ?? row);
  });
}

/** A vendor may send a record twice in one page; the last one counts. */
function lastOfEach(rows: readonly StoredRow[]): Iterable<StoredRow> {
  return new Map(rows.map((row) => [row.id, row])).values();
}

/** The row with the hashes that it is stored with, where those are of an earlier version. */
function withFormerHashes(row: StoredRow, before: ExistingRow): StoredRow {
  const former = row.formerHashes?.();
  if (former === undefined) return row;
  const isSameAnswers = before.answers_hash !== null && before.answers_hash === former.answersHash;
  return {
    ...row,
    ownHash: before.own_hash === former.ownHash ? former.ownHash : row.ownHash,
    partsHash: before.parts_hash === former.partsHash ? former.partsHash : row.partsHash,
    columns: isSameAnswers ? { ...row.columns, answers_hash: former.answersHash } : row.columns,
  };
}

function compare(row: StoredRow, before: ExistingRow | undefined): 'none' | 'own' | 'parts' {
  if (before === undefined || before.is_deleted || before.own_hash !== row.ownHash) return 'own';
  const answers = row.columns['answers_hash'];
  if (answers !== undefined && answers !== null && answers !== before.answers_hash) return 'own';
  return before.parts_hash === row.partsHash ? 'none' : 'parts';
}

function toChangedRow(
  model: ModelName,
  change: { row: StoredRow; before: ExistingRow | undefined; isOwnChange: boolean },
): ChangedRow {
  const now = modelTables[model].trackedReferences.map((column) => change.row.columns[column]);
  const references = [...now, ...(change.before?.tracked ?? [])].filter(
    (link): link is string => typeof link === 'string',
  );
  const { row, before, isOwnChange } = change;
  const isExistenceChange = before === undefined || before.is_deleted;
  return { id: row.id, isOwnChange, isExistenceChange, isNew: before === undefined, references };
}

/** SQL of the references of a row that are tracked, as an array. */
export const trackedArray = (model: ModelName, table: string): string => {
  const columns = modelTables[model].trackedReferences.map((name) => `${table}.${name}`);
  return `array[${columns.join(', ')}]::text[]`;
};

const hasAnswers = (model: ModelName): boolean =>
  modelTables[model].preserveOnNull.includes('answers_hash');

const selectExisting = statementFor(modelNames, (model) => ({
  text: `select t.id, t.own_hash, t.parts_hash, t.remote_deleted_at is not null as is_deleted,
      ${trackedArray(model, 't')} as tracked,
      ${hasAnswers(model) ? 't.answers_hash' : 'null::uuid'} as answers_hash
    from store.${model} t where t.integration_id = $integrationId and t.id = any ($ids)`,
  values: { integrationId: text, ids: texts },
  rows: {
    id: text,
    own_hash: uuid,
    parts_hash: uuid,
    is_deleted: bool,
    tracked: texts,
    answers_hash: nullable(uuid),
  },
  isPrepared: true,
}));

type ExistingRow = Awaited<ReturnType<ReturnType<typeof selectExisting>['one']>>;

async function findExisting(
  client: pg.PoolClient,
  { integrationId, model, rows }: RowChanges,
): Promise<Map<string, ExistingRow>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map(({ id }) => id);
  const existing = await selectExisting(model).all(client, { integrationId, ids });
  return new Map(existing.map((row) => [row.id, row]));
}

async function upsert(
  client: pg.PoolClient,
  { integrationId, model }: RowChanges,
  rows: readonly StoredRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const records = JSON.stringify(rows.map(toRecord));
  await upsertRows(model).run(client, { integrationId, records });
}

/** A row as the statements here and of the purge read it from JSON. */
export const toRecord = (row: StoredRow): Readonly<Record<string, unknown>> => ({
  ...row.columns,
  id: row.id,
  remote_id: row.remoteId,
  own: row.own,
  short_end: row.shortEnd,
  brief_end: row.briefEnd,
  own_hash: row.ownHash,
  parts_hash: row.partsHash,
});

/** The columns of every model that hold the record itself, with their types. */
export const recordColumns = {
  own: 'text',
  short_end: 'int',
  brief_end: 'int',
  own_hash: 'uuid',
  parts_hash: 'uuid',
} as const;

/** SQL of a column's value in the JSON record `r`: arrays are never null. */
export const recordValue = ([name, type]: [string, string]): string =>
  type.endsWith('[]') ? `coalesce(r.${name}, '{}')` : `r.${name}`;

const upsertRows = statementFor(modelNames, (model) => {
  const { columns, preserveOnNull } = modelTables[model];
  const all = Object.entries({ id: 'text', remote_id: 'text', ...recordColumns, ...columns });
  const names = all.map(([name]) => name);
  const set = names
    .filter((name) => name !== 'id')
    .map((name) =>
      preserveOnNull.includes(name)
        ? `${name} = coalesce(excluded.${name}, t.${name})`
        : `${name} = excluded.${name}`,
    );
  const isOwnChange = [
    't.own_hash <> excluded.own_hash',
    't.remote_deleted_at is not null',
    ...(hasAnswers(model)
      ? ['coalesce(excluded.answers_hash <> t.answers_hash, excluded.answers_hash is not null)']
      : []),
  ].join(' or ');
  return {
    text: `
    insert into store.${model} as t (integration_id, changed_at, ${names.join(', ')})
    select $integrationId, clock_timestamp(), ${all.map(recordValue).join(', ')}
    from json_to_recordset($records::json) as r (${all.map((column) => column.join(' ')).join(', ')})
    order by r.id
    on conflict (integration_id, id) do update set
      ${set.join(', ')},
      changed_at = case when ${isOwnChange} then excluded.changed_at else t.changed_at end,
      remote_deleted_at = null, purged_at = null`,
    values: { integrationId: text, records: json() },
    isPrepared: true,
  };
});

const updateDeleted = statementFor(modelNames, (model) => ({
  text: `update store.${model} t
    set remote_deleted_at = clock_timestamp(), changed_at = clock_timestamp()
    where t.integration_id = $integrationId and t.id = any ($ids) and t.remote_deleted_at is null
    returning t.id, ${trackedArray(model, 't')} as tracked`,
  values: { integrationId: text, ids: texts },
  rows: { id: text, tracked: texts },
}));

async function markDeleted(client: pg.PoolClient, changes: RowChanges): Promise<ChangedRow[]> {
  const { integrationId, model, deletedIds } = changes;
  if (deletedIds.length === 0) return [];
  const rows = await updateDeleted(model).all(client, { integrationId, ids: deletedIds });
  return rows.map((row) => ({
    id: row.id,
    isOwnChange: true,
    isExistenceChange: true,
    isNew: false,
    references: row.tracked.filter((link) => link !== null),
  }));
}
