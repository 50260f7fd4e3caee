import type { Database } from './database.ts';
import { inTransaction } from './database.ts';
import { setFirstSynced } from './integrations.ts';
import { lockClass } from './locks.ts';
import type { ModelName } from './models.ts';
import { modelNames } from './models.ts';
import { renderNext } from './render.ts';

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
  await analyzeTables(database);
  const models = modelNames.toReversed();
  const renderModels = async (): Promise<void> => {
    for (let model = models.shift(); model !== undefined; model = models.shift()) {
      for (let afterId: string | null = ''; afterId !== null;) {
        signal.throwIfAborted();
        afterId = await renderAfter(database, { integrationId, model, afterId });
      }
    }
  };
  await Promise.all(Array.from({ length: renderLanes }, renderModels));
  await setFirstSynced(database, integrationId);
}

async function renderAfter(
  database: Database,
  place: { integrationId: string; model: ModelName; afterId: string },
): Promise<string | null> {
  return inTransaction(database, async (client) => {
    // Shared: the lanes do not disturb each other, but a deletion of the integration waits.
    await client.query(
      `select pg_advisory_xact_lock_shared(hashtextextended($1, ${lockClass.write}))`,
      [place.integrationId],
    );
    return renderNext(client, place);
  });
}

/**
 * Tells PostgreSQL about tables that have grown by a tenth since it last looked. Until autovacuum
 * comes by it would take a new integration of a hundred thousand rows for one of none.
 */
async function analyzeTables(database: Database): Promise<void> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
     where schemaname = 'store' and n_mod_since_analyze > 1000
       and n_mod_since_analyze * 10 > n_live_tup`,
  );
  for (const { name } of rows) await database.pool.query(`analyze ${name}`);
}
