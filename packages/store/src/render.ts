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
  const allIds = rows.map((row) => row.id);
  await render(client, { integrationId, on: model, where: 'v.id = any ($2)', ids: allIds });
  for (const effect of effects[model]) {
    await applyEffect(client, integrationId, { effect, rows });
  }
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

async function render(
  client: Queryable,
  request: {
    integrationId: string;
    on: ModelName;
    where: string;
    ids: readonly string[];
    moveUpdatedAt?: boolean;
  },
): Promise<void> {
  if (request.ids.length === 0) return;
  const isMoving = request.moveUpdatedAt === true;
  await client.query(
    `update store.${request.on} t
     set nested = v.nested${isMoving ? ', updated_at = clock_timestamp()' : ''}
     from store.${request.on}_nested v
     where t.integration_id = $1 and v.integration_id = $1 and v.id = t.id and ${request.where}
       ${isMoving ? '' : 'and t.nested is distinct from v.nested'}`,
    [request.integrationId, request.ids],
  );
}

/**
 * Renders up to `limit` rows of a model that have never been rendered, which is what the first sync
 * leaves behind. Returns how many there were; call again until it is 0.
 */
export async function renderUnrendered(
  client: Queryable,
  request: { integrationId: string; model: ModelName; afterId: string; limit: number },
): Promise<{ lastId: string | null }> {
  const { model } = request;
  const { rows } = await client.query<{ last_id: string | null }>(
    `with batch as materialized (
       select id from store.${model}
       where integration_id = $1 and id > $2 and nested is null order by id limit $3
     ), written as (
       update store.${model} t set nested = v.nested
       from store.${model}_nested v
       where t.integration_id = $1 and v.integration_id = $1 and v.id = t.id
         and v.id in (select id from batch)
       returning t.id
     )
     select max(id) as last_id from written`,
    [request.integrationId, request.afterId, request.limit],
  );
  return { lastId: rows[0]?.last_id ?? null };
}
