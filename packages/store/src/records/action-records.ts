import type pg from 'pg';
import type { Database, Queryable } from '../database/database.ts';
import type { ModelName, StoredRow } from './models.ts';
import type { Cause, RecordChange } from './record-commit.ts';
import { withWriteLock, upsertRecords } from './upsert-records.ts';

/** Records of one model as an action read them after it had changed them. */
export interface ActionRecords {
  model: ModelName;
  rows: readonly StoredRow[];
  deletedIds: readonly string[];
}

/** PostgreSQL's time, which all our stamps are; a client's clock may be another. */
export async function readDatabaseTime(database: Queryable): Promise<Date> {
  const { rows } = await database.query<{ now: Date }>('select clock_timestamp() as now');
  if (rows[0] === undefined) throw new Error('asking for the time returned no row');
  return rows[0].now;
}

/**
 * Stores what an action read at `readAt`, for all readers at once. False, with nothing stored, when
 * one of the records was written meanwhile: what was read may then be older than what is stored, so
 * read it again.
 */
export async function saveActionRecords(
  database: Database,
  {
    integrationId,
    cause,
    readAt,
    records,
  }: {
    integrationId: string;
    cause: Cause;
    readAt: Date;
    records: readonly ActionRecords[];
  },
): Promise<boolean> {
  return withWriteLock(database, { integrationId, cause }, async (client) => {
    for (const { model, rows, deletedIds } of records) {
      const ids = [...rows.map(({ id }) => id), ...deletedIds];
      if (await wasWrittenSince(client, { integrationId, model, ids, readAt })) {
        return { changes: [], result: false };
      }
    }
    const changes: RecordChange[] = [];
    for (const { model, rows, deletedIds } of records) {
      const saved = { integrationId, model, rows, deletedIds, isFirstSync: false };
      for (const change of (await upsertRecords(client, saved)).changes) changes.push(change);
      const ids = [...rows.map(({ id }) => id), ...deletedIds];
      await noteRead(client, { integrationId, model, ids, readAt });
    }
    return { changes, result: true };
  });
}

interface Read {
  integrationId: string;
  model: ModelName;
  ids: readonly string[];
  readAt: Date;
}

async function wasWrittenSince(client: pg.PoolClient, read: Read): Promise<boolean> {
  const { rows } = await client.query(
    `select from store.rendered_${read.model}
     where integration_id = $1 and id = any ($2) and updated_at > $3 limit 1`,
    [read.integrationId, read.ids, read.readAt],
  );
  return rows.length > 0;
}

async function noteRead(client: pg.PoolClient, read: Read): Promise<void> {
  await client.query(
    `insert into store.action_reads as r (integration_id, model, id, read_at)
     select $1, $2, id, $4 from unnest($3::text[]) as id
     on conflict (integration_id, model, id) do update
       set read_at = greatest(r.read_at, excluded.read_at)`,
    [read.integrationId, read.model, read.ids, read.readAt],
  );
}

/** When actions last read records of a model, by id; nearly always none. */
export async function findActionReads(
  client: pg.PoolClient,
  { integrationId, model }: { integrationId: string; model: ModelName },
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await client.query<{ id: string; read_at: Date }>(
    'select id, read_at from store.action_reads where integration_id = $1 and model = $2',
    [integrationId, model],
  );
  return new Map(rows.map((row) => [row.id, row.read_at]));
}
