import type { Queryable } from '../database/database.ts';
import { bigint, bool, neverNull, text, texts } from '../database/sql-types.ts';
import { statementFor } from '../database/statement.ts';
import type { Effect } from './render-dependencies.ts';
import { effects } from './render-dependencies.ts';
import type { ModelName } from './models.ts';
import { modelNames } from './models.ts';
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

/** Rows of one model that were written in one transaction. */
export interface ChangedRows {
  model: ModelName;
  rows: readonly ChangedRow[];
}

/** Rows rendered in one statement: many enough to be quick, few enough to fit anywhere. */
const renderBatch = 5000;

/**
 * Renders the changed rows, and all rows that show a part of them.
 * @returns the rows whose `updated_at` has moved
 */
export async function renderChanges(
  client: Queryable,
  change: ChangedRows & { integrationId: string },
): Promise<RecordChange[]> {
  const { integrationId, model, rows } = change;
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const written = await upsertRendered(model).all(client, { integrationId, ids });
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

/** Renders what changed of several models, one after the other. */
export async function renderAllChanges(
  client: Queryable,
  integrationId: string,
  changed: readonly ChangedRows[],
): Promise<RecordChange[]> {
  const changes: RecordChange[] = [];
  for (const { model, rows } of changed) {
    for (const change of await renderChanges(client, { integrationId, model, rows })) {
      changes.push(change);
    }
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

const listFinds = (): string[] =>
  Object.values(effects)
    .flat()
    .flatMap(({ rows }) => (rows === 'references' ? [] : [rows.find]));

const selectShown = statementFor(listFinds(), (find) => ({
  text: find,
  values: { integrationId: text, ids: texts },
  rows: { id: neverNull(text) },
}));

async function findRows(
  client: Queryable,
  integrationId: string,
  { effect, rows }: { effect: Effect; rows: readonly ChangedRow[] },
): Promise<string[]> {
  if (rows.length === 0) return [];
  if (effect.rows === 'references') return [...new Set(rows.flatMap((row) => row.references))];
  const ids = rows.map((row) => row.id);
  const found = await selectShown(effect.rows.find).all(client, { integrationId, ids });
  return found.map((row) => row.id);
}

const values = { integrationId: text, ids: texts };
const rendered = { id: text, is_deleted: bool };

const updateMoved = statementFor(modelNames, (model) => ({
  text: `update store.rendered_${model} r
    set nested = v.nested, updated_at = clock_timestamp()
    from store.${model}_nested v
    where v.integration_id = $integrationId and v.id = any ($ids)
      and r.integration_id = $integrationId and r.id = any ($ids) and r.id = v.id
    returning r.id, r.is_deleted`,
  values,
  rows: rendered,
}));

const updateNested = statementFor(modelNames, (model) => ({
  text: `update store.rendered_${model} r
    set nested = v.nested
    from store.${model}_nested v
    where v.integration_id = $integrationId and v.id = any ($ids)
      and r.integration_id = $integrationId and r.id = any ($ids) and r.id = v.id
      and r.nested <> v.nested`,
  values,
}));

/**
 * Renders rows that show others. A row that is not there, or not yet rendered, stays so.
 * @returns those whose `updated_at` was to move
 */
async function renderShown(
  client: Queryable,
  shown: { integrationId: string; model: ModelName; ids: string[]; moveUpdatedAt: boolean },
): Promise<RenderedRow[]> {
  const { integrationId, model, moveUpdatedAt } = shown;
  const moved: RenderedRow[] = [];
  for (let start = 0; start < shown.ids.length; start += renderBatch) {
    const batch = { integrationId, ids: shown.ids.slice(start, start + renderBatch) };
    if (moveUpdatedAt) {
      for (const row of await updateMoved(model).all(client, batch)) moved.push(row);
    } else {
      await updateNested(model).run(client, batch);
    }
  }
  return moved;
}

/** Renders rows that have been written themselves; up to `renderBatch` at a time are well served. */
const upsertRendered = statementFor(modelNames, (model) => ({
  text: `insert into store.rendered_${model} (integration_id, id, nested, is_deleted, updated_at)
    select v.integration_id, v.id, v.nested, v.is_deleted, clock_timestamp()
    from store.${model}_nested v
    where v.integration_id = $integrationId and v.id = any ($ids)
    on conflict (integration_id, id) do update
      set nested = excluded.nested, is_deleted = excluded.is_deleted,
        updated_at = excluded.updated_at
    returning id, is_deleted`,
  values,
  rows: rendered,
}));

const selectNextIds = statementFor(modelNames, (model) => ({
  text: `select id from store.${model}
    where integration_id = $integrationId and id > $afterId order by id limit $limit`,
  values: { integrationId: text, afterId: text, limit: bigint },
  rows: { id: text },
}));

/**
 * Renders the next rows of a model that follow `afterId`, which is what the first sync leaves to
 * its end. Returns the last of them, or null when there was none, and what readers will see of them.
 */
export async function renderNext(
  client: Queryable,
  batch: { integrationId: string; model: ModelName; afterId: string },
): Promise<{ lastId: string | null; changes: RecordChange[] }> {
  const { integrationId, model } = batch;
  const rows = await selectNextIds(model).all(client, { ...batch, limit: renderBatch });
  const ids = rows.map((row) => row.id);
  const written = await upsertRendered(model).all(client, { integrationId, ids });
  const changes = written.map((row) => toChange(model, row, true));
  return { lastId: ids.at(-1) ?? null, changes };
}
