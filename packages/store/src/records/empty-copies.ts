import type pg from 'pg';
import type { ReadModelName } from '@hirewire/contract';
import { readModelOf } from '@hirewire/contract';
import { json, text, texts } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import { belongingModels, ownersOf, personalModels } from './belonging.ts';
import { emptyLogs } from './empty-logs.ts';
import type { ModelName, StoredRow } from './models.ts';
import type { ChangedRow, ChangedRows } from './render.ts';
import { trackedArray } from './upsert-records.ts';

/**
 * What is emptied of the records that belong to a candidate. `raw`: what repeats the vendor's raw
 * objects, which can hold the candidate. `personal`: all that can say something of the person.
 */
export type Extent = 'raw' | 'personal';

const ofCandidates = { integrationId: text, ids: texts };

/** Under which condition a row `t` belongs to one of the candidates `$ids`. */
function belongs(model: ModelName): string {
  const ways = ownersOf(model).map(({ column, owner }) =>
    owner === 'candidates'
      ? `t.${column} = any ($ids)`
      : `t.${column} = any (array(
          select a.id from store.applications a
          where a.integration_id = $integrationId and a.candidate_id = any ($ids)))`,
  );
  return `(${ways.join(' or ')})`;
}

const choices = belongingModels.flatMap((model) =>
  (['raw', 'personal'] as const).map((extent) => ({ model, extent })),
);

const noHash = '00000000-0000-0000-0000-000000000000';

/** The next read that brings a row writes it again: what the vendor still has is shown again. */
const updateCopies = statementFor(choices, ({ model, extent }) => {
  const { preserved, personal } = readModelOf(model);
  const hashes = extent === 'raw' ? [] : personal.flatMap((field) => preserved[field] ?? []);
  const fields = personal.filter((field) => preserved[field] !== undefined);
  const columns = extent === 'raw' ? [] : [...fields, ...hashes];
  const isChanged = [
    't.own <> e.short || e.brief || e.rest',
    ...columns.map((name) => `t.${name} is not null`),
  ];
  return {
    text: `with emptied as materialized (
      select t.id, store.replace_members(left(t.own, t.short_end), $empty) as short,
        store.replace_members(
          substr(t.own, t.short_end + 1, t.brief_end - t.short_end), $empty) as brief,
        store.replace_members(substr(t.own, t.brief_end + 1), $empty) as rest
      from store.${model} t
      where t.integration_id = $integrationId and t.purged_at is null
        and ${belongs(model)}
      for update
    )
    update store.${model} t
    set own = e.short || e.brief || e.rest, short_end = char_length(e.short),
      brief_end = char_length(e.short || e.brief), own_hash = '${noHash}',
      changed_at = clock_timestamp()${columns.map((name) => `, ${name} = null`).join('')}
    from emptied e
    where t.integration_id = $integrationId and t.id = e.id and (${isChanged.join(' or ')})
    returning t.id, ${trackedArray(model, 't')} as tracked`,
    values: { ...ofCandidates, empty: json() },
    rows: { id: text, tracked: texts },
  };
});

/** The values that take the place of what is emptied. */
function emptyValues(model: ReadModelName, extent: Extent): Record<string, unknown> {
  const { wire, personal } = readModelOf(model);
  const fields = ['remote_data', 'integration_fields', ...(extent === 'raw' ? [] : personal)];
  return Object.fromEntries(
    fields
      .filter((field) => wire.shape[field] !== undefined)
      .map((field) => [field, wire.shape[field]?.safeParse(null).success === true ? null : []]),
  );
}

export interface EmptiedCopies {
  changed: ChangedRows[];
  /** How many were emptied. */
  interactions: number;
}

/**
 * Empties what other rows repeat of candidates, and what is noted of actions and runs about them. To
 * be called while the candidates still hold what they are known by.
 */
export async function emptyCopies(
  client: pg.PoolClient,
  candidates: { integrationId: string; ids: readonly string[] },
  extent: Extent,
): Promise<EmptiedCopies> {
  if (candidates.ids.length === 0) return { changed: [], interactions: 0 };
  const interactions = await emptyLogs(client, candidates, personalModels);
  const changed: ChangedRows[] = [];
  for (const model of belongingModels) {
    const empty = JSON.stringify(emptyValues(model, extent));
    const rows = await updateCopies({ model, extent }).all(client, { ...candidates, empty });
    changed.push({ model, rows: rows.map(toChangedRow) });
  }
  return { changed, interactions };
}

function toChangedRow({ id, tracked }: { id: string; tracked: string[] }): ChangedRow {
  const references = tracked.filter((link) => link !== null);
  return { id, isOwnChange: true, isExistenceChange: false, isNew: false, references };
}

/** Where these are disabled, a candidate without them is no news. */
const identity = ['first_name', 'last_name', 'email_addresses'];

const selectAnonymised = statement({
  text: `select t.id from store.candidates t
    join json_to_recordset($records::json)
      as r (id text, first_name text, last_name text, email_addresses text[]) on r.id = t.id
    where t.integration_id = $integrationId
      and (t.first_name is not null or t.last_name is not null or t.email_addresses <> '{}')
      and (t.first_name is null or t.first_name is distinct from r.first_name)
      and (t.last_name is null or t.last_name is distinct from r.last_name)
      and not t.email_addresses && coalesce(r.email_addresses, '{}')
      and not exists (
        select from store.integrations i
        where i.integration_id = $integrationId and i.settings -> 'switched_off' ?| $disabled)`,
  values: { integrationId: text, records: json(), disabled: texts },
  rows: { id: text },
});

/** Which candidates keep neither a name nor an address that they were known by: anonymised ones. */
export async function findAnonymised(
  client: pg.PoolClient,
  { integrationId, model }: { integrationId: string; model: ModelName },
  rows: readonly StoredRow[],
): Promise<string[]> {
  if (model !== 'candidates' || rows.length === 0) return [];
  const records = rows.map(({ id, columns }) => ({
    id,
    first_name: columns['first_name'],
    last_name: columns['last_name'],
    email_addresses: columns['email_addresses'],
  }));
  const found = await selectAnonymised.all(client, {
    integrationId,
    records: JSON.stringify(records),
    disabled: identity.map((field) => `ats_candidates.${field}`),
  });
  return found.map(({ id }) => id);
}
