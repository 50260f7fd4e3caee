import type pg from 'pg';
import { columnOf, readModelOf } from '@hirewire/contract';
import { json, text, texts } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import type { ModelName, StoredRow } from './models.ts';
import { modelNames, modelTables } from './models.ts';
import type { Redirectable } from './redirect-references.ts';
import { redirectReferences } from './redirect-references.ts';
import type { ChangedRow, ChangedRows } from './render.ts';

/** A record that the vendor has merged into another one of its model, which may not be known yet. */
export interface Merge {
  id: string;
  intoId: string;
  intoRemoteId: string;
}

interface ModelOfIntegration {
  integrationId: string;
  model: ModelName;
}

const ofIds = { integrationId: text, ids: texts };

const selectAny = statement({
  text: 'select from store.merges where integration_id = $integrationId limit 1',
  values: { integrationId: text },
  isPrepared: true,
});

/** From each id along the chain of merges to its end; a chain that comes back to itself has none. */
const selectEnds = statement({
  text: `with recursive chain as (
      select m.id, m.into_id, m.into_remote_id, array[m.id] as seen from store.merges m
      where m.integration_id = $integrationId and m.id = any ($ids)
      union all
      select c.id, m.into_id, m.into_remote_id, c.seen || m.id
      from chain c
      join store.merges m on m.integration_id = $integrationId and m.id = c.into_id
      where m.id <> all (c.seen)
    )
    select c.id, c.into_id as "intoId", c.into_remote_id as "intoRemoteId" from chain c
    where not exists (
      select from store.merges m where m.integration_id = $integrationId and m.id = c.into_id)`,
  values: ofIds,
  rows: { id: text, intoId: text, intoRemoteId: text },
});

async function findEnds(
  client: pg.PoolClient,
  records: { integrationId: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, Merge>> {
  if (records.ids.length === 0) return new Map();
  const ends = await selectEnds.all(client, records);
  return new Map(ends.map((merge) => [merge.id, merge]));
}

/**
 * The rows of a page with their references to merged records moved. A record that a vendor lists
 * again is merged no longer.
 */
export async function followMerges(
  client: pg.PoolClient,
  { integrationId, model }: ModelOfIntegration,
  rows: readonly StoredRow[],
): Promise<{ rows: readonly StoredRow[]; following: ChangedRows[] }> {
  if (rows.length === 0 || (await selectAny.run(client, { integrationId })) === 0) {
    return { rows, following: [] };
  }
  const ids = rows.map(({ id }) => id);
  const following = await undoMerges(client, { integrationId, model, ids });
  const references = rows.flatMap((row) => [...redirectReferences(model, row).references]);
  const targets = await findEnds(client, { integrationId, ids: references });
  if (targets.size === 0) return { rows, following };
  return { rows: rows.map((row) => redirectReferences(model, row, targets).row), following };
}

const upsertMerges = statement({
  text: `insert into store.merges (integration_id, id, into_id, into_remote_id)
    select $integrationId, m.id, m.into_id, m.into_remote_id
    from json_to_recordset($merges::json) as m (id text, into_id text, into_remote_id text)
    on conflict (integration_id, id) do update
      set into_id = excluded.into_id, into_remote_id = excluded.into_remote_id`,
  values: { integrationId: text, merges: json() },
});

const trackTargets = statement({
  text: `insert into store.tracked_applications
      (integration_id, application_id, remote_id, origin, tracked_at)
    select $integrationId, m.into_id, m.into_remote_id, t.origin, t.tracked_at
    from store.tracked_applications t
    join store.merges m on m.integration_id = $integrationId and m.id = t.application_id
    where t.integration_id = $integrationId and t.application_id = any ($ids)
    on conflict (integration_id, application_id) do nothing`,
  values: ofIds,
});

/** Stores merges, and moves what refers to the merged records. */
export async function storeMerges(
  client: pg.PoolClient,
  { integrationId, model }: ModelOfIntegration,
  merges: readonly Merge[],
): Promise<ChangedRows[]> {
  if (merges.length === 0) return [];
  const records = merges.map(({ id, intoId, intoRemoteId }) => ({
    id,
    into_id: intoId,
    into_remote_id: intoRemoteId,
  }));
  await upsertMerges.run(client, { integrationId, merges: JSON.stringify(records) });
  const ids = merges.map(({ id }) => id);
  if (model === 'applications') await trackTargets.run(client, { integrationId, ids });
  return moveReferences(client, { integrationId, model, ids });
}

const deleteMerges = statement({
  text: `delete from store.merges
    where integration_id = $integrationId and id = any ($ids) returning into_id as "intoId"`,
  values: ofIds,
  rows: { intoId: text },
});

/** All that were merged into these records, directly or over others. */
const selectMergedInto = statement({
  text: `with recursive merged as (
      select m.id from store.merges m
      where m.integration_id = $integrationId and m.into_id = any ($ids)
      union
      select m.id from merged l
      join store.merges m on m.integration_id = $integrationId and m.into_id = l.id
    )
    select id from merged`,
  values: ofIds,
  rows: { id: text },
});

/**
 * Which of the references were the returned records' own is no longer known: the next read that
 * brings the rows writes them again.
 */
async function undoMerges(
  client: pg.PoolClient,
  gone: ModelOfIntegration & { ids: readonly string[] },
): Promise<ChangedRows[]> {
  const { integrationId, model, ids } = gone;
  const ends = [...(await findEnds(client, gone)).values()].map(({ intoId }) => intoId);
  if ((await deleteMerges.run(client, gone)) === 0) return [];
  for (const on of referringTo(model)) {
    await forgetHashes({ on, model }).run(client, { integrationId, ids: ends });
  }
  const merged = await selectMergedInto.all(client, { integrationId, ids });
  return moveReferences(client, { integrationId, model, ids: merged.map(({ id }) => id) });
}

/** Conditions under which a row `t` refers to one of `$ids`, records of the other model. */
function conditionsOf({ on, model }: Pair): string[] {
  const { references, columns, memberships, links } = readModelOf(on);
  // An id is in quotes wherever a text holds it, and is like no other text.
  const holdsId = (column: string): string =>
    `exists (select from unnest($ids::text[]) x where strpos(t.${column}::text, '"' || x || '"') > 0)`;
  const ofReferences = Object.entries(references).flatMap(([field, target]) => {
    if (target !== model) return [];
    return [columns[field] === 'id' ? `t.${field} = any ($ids)` : holdsId('own')];
  });
  const ofMemberships = Object.entries(memberships).flatMap(([field, target]) =>
    target === model ? [`t.${columnOf(readModelOf(on), field)} && $ids`] : [],
  );
  const ofLinks = Object.values(links).flatMap((link) => {
    if (!Object.values(link.entry).flat().includes(model)) return [];
    return Object.entries(link.columns).flatMap(([column, type]) => {
      if (type === 'jsonb') return [holdsId(column)];
      return type === 'text[]' ? [`t.${column} && $ids`] : [];
    });
  });
  return [...new Set([...ofReferences, ...ofMemberships, ...ofLinks])];
}

/** The model whose rows refer, and the one that they refer to. */
interface Pair {
  on: ModelName;
  model: ModelName;
}

const pairs: readonly Pair[] = modelNames.flatMap((on) =>
  modelNames.map((model) => ({ on, model })).filter((pair) => conditionsOf(pair).length > 0),
);

const referringTo = (model: ModelName): ModelName[] =>
  pairs.flatMap((pair) => (pair.model === model ? [pair.on] : []));

const forgetHashes = statementFor(pairs, (pair) => ({
  text: `update store.${pair.on} t
    set own_hash = '00000000-0000-0000-0000-000000000000'
    where t.integration_id = $integrationId and (${conditionsOf(pair).join(' or ')})`,
  values: ofIds,
}));

const selectReferring = statementFor(pairs, (pair) => ({
  text: `select t.id, t.own, row_to_json(t) as columns from store.${pair.on} t
    where t.integration_id = $integrationId and (${conditionsOf(pair).join(' or ')})
    order by t.id`,
  values: ofIds,
  rows: { id: text, own: text, columns: json<Readonly<Record<string, unknown>>>() },
}));

/** Columns that can name other records. */
function referenceColumns(model: ModelName): [string, string][] {
  const { references, memberships, links } = readModelOf(model);
  const names = new Set([
    ...Object.keys(references),
    ...Object.keys(memberships).map((field) => columnOf(readModelOf(model), field)),
    ...Object.values(links).flatMap((link) => Object.keys(link.columns)),
  ]);
  return Object.entries(modelTables[model].columns).filter(([name]) => names.has(name));
}

const updateReferring = statementFor(modelNames, (model) => {
  const columns: [string, string][] = [['own', 'text'], ...referenceColumns(model)];
  return {
    text: `update store.${model} t
      set ${columns.map(([name]) => `${name} = r.${name}`).join(', ')},
        changed_at = case when t.own = r.own then t.changed_at else clock_timestamp() end
      from json_to_recordset($records::json)
        as r (id text, ${columns.map((column) => column.join(' ')).join(', ')})
      where t.integration_id = $integrationId and t.id = r.id`,
    values: { integrationId: text, records: json() },
  };
});

async function moveReferences(
  client: pg.PoolClient,
  { integrationId, model, ids }: ModelOfIntegration & { ids: readonly string[] },
): Promise<ChangedRows[]> {
  const targets = await findEnds(client, { integrationId, ids });
  if (targets.size === 0) return [];
  const following: ChangedRows[] = [];
  for (const on of referringTo(model)) {
    const referring = { integrationId, ids: [...targets.keys()] };
    const before = await selectReferring({ on, model }).all(client, referring);
    const moved = before.map((row) => ({
      before: row,
      after: redirectReferences(on, row, targets).row,
    }));
    if (moved.length === 0) continue;
    const records = moved.map(({ after }) => ({ ...after.columns, id: after.id, own: after.own }));
    await updateReferring(on).run(client, { integrationId, records: JSON.stringify(records) });
    following.push({ model: on, rows: moved.map((rows) => toChangedRow(on, rows)) });
  }
  return following;
}

function toChangedRow(
  model: ModelName,
  { before, after }: { before: Redirectable; after: Redirectable },
): ChangedRow {
  const tracked = modelTables[model].trackedReferences;
  const references = [before, after].flatMap(({ columns }) => tracked.map((name) => columns[name]));
  return {
    id: after.id,
    isOwnChange: before.own !== after.own,
    isExistenceChange: false,
    isNew: false,
    references: references.filter((link): link is string => typeof link === 'string'),
  };
}
