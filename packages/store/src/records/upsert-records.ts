import type pg from 'pg';
import { lockClass } from '../database/locks.ts';
import type { ModelName, StoredRow } from './models.ts';
import { modelTables } from './models.ts';
import type { Cause, RecordChange } from './record-commit.ts';
import { notifyListeners, recordCommit } from './record-commit.ts';
import type { ChangedRow } from './render.ts';
import { renderChanges } from './render.ts';
import type { Database } from '../database/database.ts';
import { inTransaction, prepared } from '../database/database.ts';

export interface RowChanges {
  integrationId: string;
  model: ModelName;
  rows: readonly StoredRow[];
  /** Ids of records that are gone at the remote. */
  deletedIds: readonly string[];
  /**
   * During the first sync nobody reads, so rows are left unrendered and are rendered once at its
   * end (`renderUnrendered`).
   */
  isFirstSync: boolean;
}

export interface WriteCounts {
  written: number;
  unchanged: number;
  deleted: number;
}

export interface SavedRows extends WriteCounts {
  /** What readers see of it; nothing in the first sync, whose end tells of everything. */
  changes: readonly RecordChange[];
}

interface ExistingRow {
  id: string;
  own_hash: string;
  parts_hash: string;
  answers_hash?: string | null;
  is_deleted: boolean;
  tracked: (string | null)[];
}

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
    const { rows } = await client.query<{ stamped_at: string }>(
      `select clock_timestamp()::text as stamped_at, pg_advisory_xact_lock(hashtextextended($1, ${lockClass.write}))`,
      [integrationId],
    );
    const { changes, result } = await work(client);
    if (changes.length > 0) {
      const stampedAt = rows[0]?.stamped_at ?? '';
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
  for (const row of lastOfEach(changes.rows)) {
    const before = existing.get(row.id);
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

/** A vendor may send a record twice in one page; the last one counts. */
function lastOfEach(rows: readonly StoredRow[]): Iterable<StoredRow> {
  return new Map(rows.map((row) => [row.id, row])).values();
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

async function findExisting(
  client: pg.PoolClient,
  changes: RowChanges,
): Promise<Map<string, ExistingRow>> {
  if (changes.rows.length === 0) return new Map();
  const { trackedReferences, preserveOnNull } = modelTables[changes.model];
  const { rows } = await client.query<ExistingRow>(
    prepared(
      `select id, own_hash, parts_hash, remote_deleted_at is not null as is_deleted,
         array[${trackedReferences.join(', ')}]::text[] as tracked
         ${preserveOnNull.includes('answers_hash') ? ', answers_hash' : ''}
       from store.${changes.model} where integration_id = $1 and id = any ($2)`,
      [changes.integrationId, changes.rows.map((row) => row.id)],
    ),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function upsert(
  client: pg.PoolClient,
  { integrationId, model }: RowChanges,
  rows: readonly StoredRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map((row) => ({
    ...row.columns,
    id: row.id,
    remote_id: row.remoteId,
    own: row.own,
    short_end: row.shortEnd,
    brief_end: row.briefEnd,
    own_hash: row.ownHash,
    parts_hash: row.partsHash,
  }));
  await client.query(prepared(upsertStatement(model), [integrationId, JSON.stringify(records)]));
}

const upsertStatements = new Map<ModelName, string>();

function upsertStatement(model: ModelName): string {
  const known = upsertStatements.get(model);
  if (known !== undefined) return known;
  const { columns, preserveOnNull } = modelTables[model];
  const fixed = {
    id: 'text',
    remote_id: 'text',
    own: 'text',
    short_end: 'int',
    brief_end: 'int',
    own_hash: 'uuid',
    parts_hash: 'uuid',
  };
  const all = { ...fixed, ...columns };
  const names = Object.keys(all);
  const fallback = (name: string): string =>
    (all as Record<string, string>)[name]?.endsWith('[]')
      ? `coalesce(r.${name}, '{}')`
      : `r.${name}`;
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
    ...(preserveOnNull.includes('answers_hash')
      ? ['coalesce(excluded.answers_hash <> t.answers_hash, excluded.answers_hash is not null)']
      : []),
  ].join(' or ');
  const text = `
    insert into store.${model} as t (integration_id, changed_at, ${names.join(', ')})
    select $1, clock_timestamp(), ${names.map(fallback).join(', ')}
    from json_to_recordset($2::json) as r (${names.map((name) => `${name} ${(all as Record<string, string>)[name]}`).join(', ')})
    order by r.id
    on conflict (integration_id, id) do update set
      ${set.join(', ')},
      changed_at = case when ${isOwnChange} then excluded.changed_at else t.changed_at end,
      remote_deleted_at = null, purged_at = null`;
  upsertStatements.set(model, text);
  return text;
}

async function markDeleted(client: pg.PoolClient, changes: RowChanges): Promise<ChangedRow[]> {
  if (changes.deletedIds.length === 0) return [];
  const { trackedReferences } = modelTables[changes.model];
  const { rows } = await client.query<{ id: string; tracked: (string | null)[] }>(
    `update store.${changes.model} t
     set remote_deleted_at = clock_timestamp(), changed_at = clock_timestamp()
     where t.integration_id = $1 and t.id = any ($2) and t.remote_deleted_at is null
     returning t.id, array[${trackedReferences.map((name) => `t.${name}`).join(', ')}]::text[] as tracked`,
    [changes.integrationId, changes.deletedIds],
  );
  return rows.map((row) => ({
    id: row.id,
    isOwnChange: true,
    isExistenceChange: true,
    isNew: false,
    references: row.tracked.filter((link) => link !== null),
  }));
}
