import { findLastPosition } from '../records/changes.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { setFirstSynced } from '../integrations/integrations.ts';
import { lockClass } from '../database/locks.ts';
import type { ModelName } from '../records/models.ts';
import { modelNames } from '../records/models.ts';
import { notifyListeners, recordCommit } from '../records/record-commit.ts';
import { renderNext } from '../records/render.ts';

/** Models rendered at once: PostgreSQL uses a core for each, and this process waits. */
const renderLanes = 2;

/**
 * Renders everything that the first sync has left unrendered, then opens the integration to
 * readers. Safe to repeat after a crash.
 */
export async function completeFirstSync(
  database: Database,
  { integrationId, runId }: RunPlace,
  signal: AbortSignal,
): Promise<void> {
  await analyzeTables(database);
  // What a try that was interrupted has told; nobody has been able to read it.
  await database.pool.query('delete from store.changes where integration_id = $1', [integrationId]);
  const models = modelNames.toReversed();
  const renderModels = async (): Promise<void> => {
    for (let model = models.shift(); model !== undefined; model = models.shift()) {
      for (let afterId: string | null = ''; afterId !== null;) {
        signal.throwIfAborted();
        afterId = await renderAfter(database, { integrationId, runId, model, afterId });
      }
    }
  };
  await Promise.all(Array.from({ length: renderLanes }, renderModels));
  await setFirstSynced(database, integrationId);
  const position = await findLastPosition(database.pool, integrationId);
  await notifyListeners(database.pool, { integrationId, position });
}

interface RunPlace {
  integrationId: string;
  runId: string;
}

async function renderAfter(
  database: Database,
  { runId, ...place }: RunPlace & { model: ModelName; afterId: string },
): Promise<string | null> {
  return inTransaction(database, async (client) => {
    // Shared: the lanes do not disturb each other, but a deletion of the integration waits.
    const locked = await client.query<{ stamped_at: string }>(
      `select clock_timestamp()::text as stamped_at,
         pg_advisory_xact_lock_shared(hashtextextended($1, ${lockClass.write}))`,
      [place.integrationId],
    );
    // Nobody reads yet; what PostgreSQL loses in a crash is rendered again.
    await client.query('set local synchronous_commit = off');
    const { lastId, changes } = await renderNext(client, place);
    if (changes.length > 0) {
      const { integrationId } = place;
      const stampedAt = locked.rows[0]?.stamped_at ?? '';
      const cause = { type: 'sync', id: runId } as const;
      await recordCommit(client, { integrationId, cause, stampedAt, changes });
    }
    return lastId;
  });
}

/**
 * Tells PostgreSQL about tables that have grown by a tenth since it last looked. Until autovacuum
 * comes by it would take a new integration of a hundred thousand rows for one of none. First syncs
 * that end at the same time look one after the other, so that the next finds it done.
 */
async function analyzeTables(database: Database): Promise<void> {
  await inTransaction(database, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('', ${lockClass.analyze}))`);
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
       where schemaname = 'store' and n_mod_since_analyze > 1000
         and n_mod_since_analyze * 10 > n_live_tup`,
    );
    for (const { name } of rows) await client.query(`analyze ${name}`);
  });
}
