import type pg from 'pg';
import type { Database, Queryable } from '../database/database.ts';
import { text, texts, timestamptz } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import type { ModelName, StoredRow } from './models.ts';
import { modelNames } from './models.ts';
import type { Cause, RecordChange } from './record-commit.ts';
import type { Departures } from './save-records.ts';
import { saveRecords } from './save-records.ts';
import { withWriteLock } from './upsert-records.ts';

/** Records of one model as an action read them after it had changed them. */
export interface ActionRecords extends Departures {
  model: ModelName;
  rows: readonly StoredRow[];
}

const selectTime = statement({
  text: 'select clock_timestamp() as now',
  rows: { now: timestamptz },
});

/** PostgreSQL's time, which all our stamps are; a client's clock may be another. */
export async function readDatabaseTime(database: Queryable): Promise<Date> {
  return (await selectTime.one(database)).now;
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
      const read = { integrationId, ids, readAt };
      if ((await selectWrittenSince(model).run(client, read)) > 0) {
        return { changes: [], result: false };
      }
    }
    const changes: RecordChange[] = [];
    for (const { model, rows, deletedIds, ...departures } of records) {
      const read = { integrationId, model, rows, deletedIds, ...departures, isFirstSync: false };
      for (const change of (await saveRecords(client, read)).changes) changes.push(change);
      const ids = [...rows.map(({ id }) => id), ...deletedIds];
      await upsertReads.run(client, { integrationId, model, ids, readAt });
    }
    return { changes, result: true };
  });
}

const selectWrittenSince = statementFor(modelNames, (model) => ({
  text: `select from store.rendered_${model}
    where integration_id = $integrationId and id = any ($ids) and updated_at > $readAt limit 1`,
  values: { integrationId: text, ids: texts, readAt: timestamptz },
}));

const upsertReads = statement({
  text: `insert into store.action_reads as r (integration_id, model, id, read_at)
    select $integrationId, $model, id, $readAt from unnest($ids::text[]) as id
    on conflict (integration_id, model, id) do update
      set read_at = greatest(r.read_at, excluded.read_at)`,
  values: { integrationId: text, model: text, ids: texts, readAt: timestamptz },
});

const selectReads = statement({
  text: `select id, read_at from store.action_reads
    where integration_id = $integrationId and model = $model`,
  values: { integrationId: text, model: text },
  rows: { id: text, read_at: timestamptz },
  isPrepared: true,
});

/** When actions last read records of a model, by id; nearly always none. */
export async function findActionReads(
  client: pg.PoolClient,
  written: { integrationId: string; model: ModelName },
): Promise<ReadonlyMap<string, Date>> {
  const rows = await selectReads.all(client, written);
  return new Map(rows.map((row) => [row.id, row.read_at]));
}
