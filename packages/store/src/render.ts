import type { Queryable } from './database.ts';
import type { Effect } from './effects.ts';
import { effects } from './effects.ts';
import type { ModelName } from './models.ts';

/** A row that was written, as far as others are concerned. */
export interface ChangedRow {
  id: string;
  /** Whether its own fields changed, or only its parts (memberships, questions, postings). */
  isOwnChange: boolean;
  /** Records that it refers to, or referred to before the change. */
  links: readonly string[];
}

/** Renders the changed rows, and all rows that show a part of them. */
export async function renderChanges(
  client: Queryable,
  change: { integrationId: string; model: ModelName; rows: readonly ChangedRow[] },
): Promise<void> {
  const { integrationId, model, rows } = change;
  await renderWritten(client, { integrationId, model, ids: rows.map((row) => row.id) });
  for (const effect of effects[model]) {
    await applyEffect(client, integrationId, { effect, rows });
  }
}

interface RenderRequest {
  integrationId: string;
  on: ModelName;
  where: string;
  ids: readonly string[];
  moveUpdatedAt?: boolean;
}

async function applyEffect(
  client: Queryable,
  integrationId: string,
  { effect, rows }: { effect: Effect; rows: readonly ChangedRow[] },
): Promise<void> {
  const touching = effect.touch === 'own' ? rows.filter((row) => row.isOwnChange) : [];
  const quiet = effect.touch === 'own' ? rows.filter((row) => !row.isOwnChange) : rows;
  const { on, where } = effect;
  const touched = idsFor(effect, touching);
  const rendered = idsFor(effect, quiet);
  await render(client, { integrationId, on, where, ids: touched, moveUpdatedAt: true });
  await render(client, { integrationId, on, where, ids: rendered });
}

function idsFor(effect: Effect, rows: readonly ChangedRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (effect.by === 'id' ? [row.id] : row.links)))];
}

async function render(client: Queryable, request: RenderRequest): Promise<void> {
  if (request.ids.length === 0) return;
  const isMoving = request.moveUpdatedAt === true;
  await client.query(
    `update store.rendered_${request.on} t
     set nested = v.nested${isMoving ? ', updated_at = clock_timestamp()' : ''}
     from store.${request.on}_nested v
     where t.integration_id = $1 and v.integration_id = $1 and v.id = t.id and ${request.where}
       ${isMoving ? '' : 'and t.nested <> v.nested'}`,
    [request.integrationId, request.ids],
  );
}

async function renderWritten(
  client: Queryable,
  written: { integrationId: string; model: ModelName; ids: readonly string[] },
): Promise<void> {
  if (written.ids.length === 0) return;
  await client.query(
    `insert into store.rendered_${written.model} (integration_id, id, nested, is_deleted, updated_at)
     select v.integration_id, v.id, v.nested, v.is_deleted, clock_timestamp() from store.${written.model}_nested v
     where v.integration_id = $1 and v.id = any ($2)
     on conflict (integration_id, id) do update
       set nested = excluded.nested, is_deleted = excluded.is_deleted,
         updated_at = excluded.updated_at`,
    [written.integrationId, written.ids],
  );
}

/**
 * Renders up to `limit` rows of a model that follow `afterId`, which is what the first sync leaves
 * to its end. Returns the last of them, or null when there was none.
 */
export async function renderUnrendered(
  client: Queryable,
  request: { integrationId: string; model: ModelName; afterId: string; limit: number },
): Promise<{ lastId: string | null }> {
  const { model } = request;
  const { rows } = await client.query<{ last_id: string | null }>(
    `with batch as materialized (
       select id from store.${model} where integration_id = $1 and id > $2 order by id limit $3
     ), written as (
       insert into store.rendered_${model} (integration_id, id, nested, is_deleted, updated_at)
       select v.integration_id, v.id, v.nested, v.is_deleted, clock_timestamp() from store.${model}_nested v
       where v.integration_id = $1 and v.id in (select id from batch)
       on conflict (integration_id, id) do update
         set nested = excluded.nested, is_deleted = excluded.is_deleted,
         updated_at = excluded.updated_at
     )
     select max(id) as last_id from batch`,
    [request.integrationId, request.afterId, request.limit],
  );
  return { lastId: rows[0]?.last_id ?? null };
}
