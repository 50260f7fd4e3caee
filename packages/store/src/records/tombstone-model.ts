import { disabledBy, readModelIds } from '@hirewire/contract';
import type { Database, Queryable } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { bigint, text, texts } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import type { ModelName } from './models.ts';
import { modelNames } from './models.ts';
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

const ofModel = { integrationId: text, model: text };

const deleteState = statementFor(['field_changes', 'sync_since'], (table) => ({
  text: `delete from store.${table} where integration_id = $integrationId and model = $model`,
  values: ofModel,
}));

const removeReadModel = statement({
  text: `update store.integrations set read_models = array_remove(read_models, $model)
    where integration_id = $integrationId and $model = any (read_models)`,
  values: ofModel,
});

/**
 * Marks all records of a model deleted that its integration has disabled, however many they are, and
 * forgets how far it has been read. Does nothing once it is enabled again.
 */
export async function tombstoneModel(database: Database, disabled: DisabledModel): Promise<void> {
  const { integrationId } = disabled;
  while ((await tombstoneNext(database, disabled)) === deletionBatch);
  await inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    if (!(await isDisabled(client, disabled))) return;
    await deleteState('field_changes').run(client, disabled);
    await deleteState('sync_since').run(client, disabled);
    // After it is enabled again, nothing is known of it until it has been read.
    await removeReadModel.run(client, disabled);
  });
}

const selectLiving = statementFor(modelNames, (model) => ({
  text: `select id from store.${model}
    where integration_id = $integrationId and remote_deleted_at is null
    limit $limit`,
  values: { integrationId: text, limit: bigint },
  rows: { id: text },
}));

/** How many records were marked. */
async function tombstoneNext(database: Database, disabled: DisabledModel): Promise<number> {
  const { integrationId, model, runId, isFirstSync } = disabled;
  const cause = { type: 'sync', id: runId } as const;
  return withWriteLock(database, { integrationId, cause }, async (client) => {
    if (!(await isDisabled(client, disabled))) return { changes: [], result: 0 };
    const living = await selectLiving(model).all(client, { integrationId, limit: deletionBatch });
    const deletedIds = living.map(({ id }) => id);
    const page = { integrationId, model, rows: [], deletedIds, isFirstSync };
    const { changes } = await upsertRecords(client, page);
    return { changes, result: deletedIds.length };
  });
}

const selectDisabled = statement({
  text: `select from store.integrations
    where integration_id = $integrationId and settings -> 'switched_off' ?| $scopes`,
  values: { integrationId: text, scopes: texts },
});

/** To be asked by the integration's only writer, as settings are changed by it alone. */
async function isDisabled(
  client: Queryable,
  { integrationId, model }: Pick<DisabledModel, 'integrationId' | 'model'>,
): Promise<boolean> {
  // A model is also off with another one that each of its records names.
  const scopes = readModelIds.filter((id) => disabledBy([id]).has(`ats_${model}`));
  return (await selectDisabled.run(client, { integrationId, scopes })) === 1;
}
