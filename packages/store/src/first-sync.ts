import type { Database } from './database.ts';
import { inTransaction } from './database.ts';
import { setFirstSynced } from './integrations.ts';
import type { ModelName } from './models.ts';
import { modelNames } from './models.ts';
import { renderUnrendered } from './render.ts';

/** Rows rendered in one statement: enough for hash joins to pay, little enough to show progress. */
const renderBatch = 5000;

/** Models rendered at once: PostgreSQL uses a core for each, and this process waits. */
const renderLanes = 2;

/**
 * Renders everything that the first sync has left unrendered, then opens the integration to
 * readers. Safe to repeat after a crash.
 */
export async function completeFirstSync(
  database: Database,
  integrationId: string,
  signal: AbortSignal,
): Promise<void> {
  const models = modelNames.toReversed();
  const renderModels = async (): Promise<void> => {
    for (let model = models.shift(); model !== undefined; model = models.shift()) {
      for (let afterId: string | null = ''; afterId !== null;) {
        signal.throwIfAborted();
        afterId = await renderBatchAfter(database, { integrationId, model, afterId });
      }
    }
  };
  await Promise.all(Array.from({ length: renderLanes }, renderModels));
  await analyzeNewTables(database);
  await setFirstSynced(database, integrationId);
}

async function renderBatchAfter(
  database: Database,
  batch: { integrationId: string; model: ModelName; afterId: string },
): Promise<string | null> {
  const { lastId } = await inTransaction(database, (client) =>
    renderUnrendered(client, { ...batch, limit: renderBatch }),
  );
  return lastId;
}

/** A table that PostgreSQL has never looked at is planned for blindly until autovacuum comes by. */
async function analyzeNewTables(database: Database): Promise<void> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
     where schemaname = 'store' and last_analyze is null and last_autoanalyze is null
       and n_live_tup > 0`,
  );
  for (const { name } of rows) await database.pool.query(`analyze ${name}`);
}
