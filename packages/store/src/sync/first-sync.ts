import { analyzeTables } from '../database/analyze-tables.ts';
import type { Database } from '../database/database.ts';
import { commitAsynchronously, inTransaction } from '../database/database.ts';
import { integrationLock } from '../database/locks.ts';
import { text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { setFirstSynced } from '../integrations/integrations.ts';
import { findLastPosition } from '../records/changes.ts';
import type { ModelName } from '../records/models.ts';
import { modelNames } from '../records/models.ts';
import { notifyListeners, recordCommit } from '../records/record-commit.ts';
import { renderNext } from '../records/render.ts';

const deleteChanges = statement({
  text: 'delete from store.changes where integration_id = $integrationId',
  values: { integrationId: text },
});

/** Models rendered at once: PostgreSQL uses a core for each, and this process waits. */
const maxConcurrent = 2;

/**
 * Renders everything that the first sync has left unrendered, then opens the integration to
 * readers. Safe to repeat after a crash.
 */
export async function completeFirstSync(
  database: Database,
  { integrationId, runId }: FirstSync,
  signal: AbortSignal,
): Promise<void> {
  await analyzeTables(database);
  // What an interrupted try has recorded; no client has been able to read it.
  await deleteChanges.run(database.pool, { integrationId });
  const models = modelNames.toReversed();
  const renderModels = async (): Promise<void> => {
    for (let model = models.shift(); model !== undefined; model = models.shift()) {
      for (let afterId: string | null = ''; afterId !== null;) {
        signal.throwIfAborted();
        afterId = await renderAfter(database, { integrationId, runId, model, afterId });
      }
    }
  };
  await Promise.all(Array.from({ length: maxConcurrent }, renderModels));
  await setFirstSynced(database, integrationId);
  const position = await findLastPosition(database.pool, integrationId);
  await notifyListeners(database.pool, { integrationId, position });
}

interface FirstSync {
  integrationId: string;
  runId: string;
}

// Shared: concurrent renders do not disturb each other, but a deletion of the integration waits.
const startRendering = statement({
  text: `select clock_timestamp()::text as stamped_at,
      pg_advisory_xact_lock_shared(${integrationLock('write')})::text as lock`,
  values: { integrationId: text },
  rows: { stamped_at: text, lock: text },
});

async function renderAfter(
  database: Database,
  { runId, ...batch }: FirstSync & { model: ModelName; afterId: string },
): Promise<string | null> {
  return inTransaction(database, async (client) => {
    const { integrationId } = batch;
    const { stamped_at: stampedAt } = await startRendering.one(client, { integrationId });
    // Reads are still refused; what PostgreSQL loses in a crash is rendered again.
    await commitAsynchronously(client);
    const { lastId, changes } = await renderNext(client, batch);
    if (changes.length > 0) {
      const cause = { type: 'sync', id: runId } as const;
      await recordCommit(client, { integrationId, cause, stampedAt, changes });
    }
    return lastId;
  });
}
