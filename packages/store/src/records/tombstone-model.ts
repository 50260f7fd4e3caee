import type { Database, Queryable } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import type { ModelName } from './models.ts';
import { withWriteLock, upsertRecords } from './upsert-records.ts';

/** Rows deleted in one transaction, so that no reader waits long for it. */
const deletionBatch = 1000;

export interface DisabledModel {
  integrationId: string;
  model: ModelName;
  /** The run that does it. */
  runId: string;
  isFirstSync: boolean;
}

/**
 * Marks all records of a model deleted that its integration has switched off, however many they
 * are, and forgets how far it has been read. Does nothing once it is switched on again.
 */
export async function tombstoneModel(database: Database, withdrawn: DisabledModel): Promise<void> {
  const { integrationId, model } = withdrawn;
  while ((await tombstoneNext(database, withdrawn)) === deletionBatch);
  await inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    if (!(await isOff(client, withdrawn))) return;
    for (const table of ['field_changes', 'sync_since']) {
      await client.query(`delete from store.${table} where integration_id = $1 and model = $2`, [
        integrationId,
        model,
      ]);
    }
    // After it is switched on again, nothing is known of it until it has been read.
    await client.query(
      `update store.integrations set read_models = array_remove(read_models, $2)
       where integration_id = $1 and $2 = any (read_models)`,
      [integrationId, model],
    );
  });
}

/** How many records were marked. */
async function tombstoneNext(database: Database, withdrawn: DisabledModel): Promise<number> {
  const { integrationId, model, runId, isFirstSync } = withdrawn;
  const cause = { type: 'sync', id: runId } as const;
  return withWriteLock(database, { integrationId, cause }, async (client) => {
    if (!(await isOff(client, withdrawn))) return { changes: [], result: 0 };
    const living = await client.query<{ id: string }>(
      `select id from store.${model} where integration_id = $1 and remote_deleted_at is null
       limit $2`,
      [integrationId, deletionBatch],
    );
    const deletedIds = living.rows.map(({ id }) => id);
    const page = { integrationId, model, rows: [], deletedIds, isFirstSync };
    const { changes } = await upsertRecords(client, page);
    return { changes, result: deletedIds.length };
  });
}

/** To be asked by the integration's only writer, as settings are changed by it alone. */
async function isOff(
  client: Queryable,
  { integrationId, model }: Pick<DisabledModel, 'integrationId' | 'model'>,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from store.integrations where integration_id = $1 and settings -> 'switched_off' ? $2`,
    [integrationId, `ats_${model}`],
  );
  return rowCount === 1;
}
