import type { Queryable } from '../database/database.ts';
import type { Effect } from './render-dependencies.ts';
import { effects } from './render-dependencies.ts';
import type { ModelName } from './models.ts';
import type { RecordChange } from './record-commit.ts';

/** A row that was written, as far as others are concerned. */
export interface ChangedRow {
  id: string;
  /** Whether its own fields changed, or only its parts (memberships, questions, postings). */
  isOwnChange: boolean;
  /** Whether it is new, deleted or back again. */
  isExistenceChange: boolean;
  /** Whether nothing was known of it before. */
  isNew: boolean;
  /** Records that it refers to, or referred to before the change. */
  references: readonly string[];
}

/** Rows rendered in one statement: many enough to be quick, few enough to fit anywhere. */
const renderBatch = 5000;

/**
 * Renders the changed rows, and all rows that show a part of them.
 * @returns the rows whose `updated_at` has moved
 */
export async function renderChanges(
  client: Queryable,
  change: { integrationId: string; model: ModelName; rows: readonly ChangedRow[] },
): Promise<RecordChange[]> {
  const { integrationId, model, rows } = change;
  if (rows.length === 0) return [];
  const place = { integrationId, model };
  const written = await renderWritten(client, { ...place, ids: rows.map((row) => row.id) });
  const appeared = new Set(rows.filter((row) => row.isExistenceChange).map(({ id }) => id));
  const changes = written.map((row) => toChange(model, row, appeared.has(row.id)));
  for (const effect of effects[model]) {
    const isTouching = (row: ChangedRow): boolean =>
      (effect.touch === 'own' && row.isOwnChange) ||
      (effect.touch === 'existence' && row.isExistenceChange) ||
      (effect.touch === 'appearance' && row.isNew);
    const on = { integrationId, model: effect.on };
    const touched = await findRows(client, integrationId, {
      effect,
      rows: rows.filter(isTouching),
    });
    const moved = await renderShown(client, { ...on, ids: touched, moveUpdatedAt: true });
    for (const row of moved) changes.push(toChange(effect.on, row, false));
    const quiet = rows.filter((row) => !isTouching(row));
    const shown = await findRows(client, integrationId, { effect, rows: quiet });
    await renderShown(client, { ...on, ids: shown, moveUpdatedAt: false });
  }
  return changes;
}

interface RenderedRow {
  id: string;
  is_deleted: boolean;
}

function toChange(model: ModelName, row: RenderedRow, hasAppeared: boolean): RecordChange {
  const living = hasAppeared ? 'created' : 'updated';
  return { model, id: row.id, change: row.is_deleted ? 'deleted' : living };
}

async function findRows(
  client: Queryable,
  integrationId: string,
  { effect, rows }: { effect: Effect; rows: readonly ChangedRow[] },
): Promise<string[]> {
  if (rows.length === 0) return [];
  if (effect.rows === 'references') return [...new Set(rows.flatMap((row) => row.references))];
  const found = await client.query<{ id: string }>(effect.rows.find, [
    integrationId,
    rows.map((row) => row.id),
  ]);
  return found.rows.map((row) => row.id);
}

/**
 * Renders rows that show others. A row that is not there, or not yet rendered, stays so.
 * @returns those whose `updated_at` was to move
 */
async function renderShown(
  client: Queryable,
  shown: { integrationId: string; model: ModelName; ids: string[]; moveUpdatedAt: boolean },
): Promise<RenderedRow[]> {
  const { integrationId, model, ids, moveUpdatedAt } = shown;
  const moved: RenderedRow[] = [];
  for (let start = 0; start < ids.length; start += renderBatch) {
    const { rows } = await client.query<RenderedRow>(
      `update store.rendered_${model} r
       set nested = v.nested${moveUpdatedAt ? ', updated_at = clock_timestamp()' : ''}
       from store.${model}_nested v
       where v.integration_id = $1 and v.id = any ($2)
         and r.integration_id = $1 and r.id = any ($2) and r.id = v.id
         ${moveUpdatedAt ? 'returning r.id, r.is_deleted' : 'and r.nested <> v.nested'}`,
      [integrationId, ids.slice(start, start + renderBatch)],
    );
    for (const row of rows) moved.push(row);
  }
  return moved;
}

/** Renders rows that have been written themselves; up to `renderBatch` at a time are well served. */
async function renderWritten(
  client: Queryable,
  written: { integrationId: string; model: ModelName; ids: readonly string[] },
): Promise<RenderedRow[]> {
  const { rows } = await client.query<RenderedRow>(
    `insert into store.rendered_${written.model} (integration_id, id, nested, is_deleted, updated_at)
     select v.integration_id, v.id, v.nested, v.is_deleted, clock_timestamp()
     from store.${written.model}_nested v
     where v.integration_id = $1 and v.id = any ($2)
     on conflict (integration_id, id) do update
       set nested = excluded.nested, is_deleted = excluded.is_deleted,
         updated_at = excluded.updated_at
     returning id, is_deleted`,
    [written.integrationId, written.ids],
  );
  return rows;
}

/**
 * Renders the next rows of a model that follow `afterId`, which is what the first sync leaves to
 * its end. Returns the last of them, or null when there was none, and what readers will see of them.
 */
export async function renderNext(
  client: Queryable,
  place: { integrationId: string; model: ModelName; afterId: string },
): Promise<{ lastId: string | null; changes: RecordChange[] }> {
  const { integrationId, model, afterId } = place;
  const { rows } = await client.query<{ id: string }>(
    `select id from store.${model} where integration_id = $1 and id > $2 order by id limit $3`,
    [integrationId, afterId, renderBatch],
  );
  const ids = rows.map((row) => row.id);
  const rendered = await renderWritten(client, { integrationId, model, ids });
  const changes = rendered.map((row) => toChange(model, row, true));
  return { lastId: ids.at(-1) ?? null, changes };
}
