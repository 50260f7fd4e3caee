import type pg from 'pg';
import { neverNull, text, texts } from '../database/sql-types.ts';
import { statement, statementFor } from '../database/statement.ts';
import { belongingModels, ownersOf, personalModels } from '../records/belonging.ts';
import { emptyLogs } from '../records/empty-logs.ts';
import type { ModelName } from '../records/models.ts';
import type { Erasure } from '../records/purge-records.ts';
import { eraseRecords } from '../records/purge-records.ts';
import type { RecordChange } from '../records/record-commit.ts';
import { renderAllChanges } from '../records/render.ts';
import type { ChangedRows } from '../records/render.ts';
import { upsertRecords } from '../records/upsert-records.ts';

const selectApplications = statement({
  text: `select id, candidate_id as "candidateId" from store.applications
    where integration_id = $integrationId and candidate_id = any ($candidates)`,
  values: { integrationId: text, candidates: texts },
  rows: { id: text, candidateId: neverNull(text) },
});

/** The applications of candidates, also deleted ones. */
export async function listApplicationsOfPeople(
  client: pg.PoolClient,
  people: { integrationId: string; candidates: readonly string[] },
): Promise<{ id: string; candidateId: string }[]> {
  return people.candidates.length === 0 ? [] : selectApplications.all(client, people);
}

const selectBelonging = statementFor(belongingModels, (model) => {
  const ways = ownersOf(model).map(({ column, owner }) => `t.${column} = any ($${owner}::text[])`);
  return {
    text: `select t.id from store.${model} t
      where t.integration_id = $integrationId and t.purged_at is null
        and ($candidates::text[] || $applications::text[]) <> '{}' and (${ways.join(' or ')})`,
    values: { integrationId: text, candidates: texts, applications: texts },
    rows: { id: text },
  };
});

export interface PeopleOfIntegration extends Pick<Erasure, 'toEmptyRow'> {
  integrationId: string;
  candidates: readonly string[];
  /** Theirs, and others whose candidate is not known. */
  applications: readonly string[];
  /** What else interactions may mention them by. */
  words: readonly string[];
  numbers: readonly string[];
}

export interface ErasedRecords {
  changes: RecordChange[];
  /** How many records of each model were emptied. */
  records: Partial<Record<ModelName, number>>;
  interactions: number;
}

/**
 * Deletes and empties candidates with all that belongs to them, and what interactions say of them.
 * Whose a record is, and what is left of an empty one, descriptors say.
 */
export async function erasePeopleOfIntegration(
  client: pg.PoolClient,
  people: PeopleOfIntegration,
): Promise<ErasedRecords> {
  const { integrationId, candidates, words, numbers, toEmptyRow } = people;
  // While they still hold what they are known by.
  const mentioned = { integrationId, ids: candidates, words, numbers };
  const interactions = await emptyLogs(client, mentioned, personalModels);
  const own: [ModelName, readonly string[]][] = [
    ['candidates', candidates],
    ['applications', people.applications],
  ];
  const ids = new Map<ModelName, Set<string>>(own.map(([model, of]) => [model, new Set(of)]));
  for (const model of belongingModels) {
    const found = await selectBelonging(model).all(client, people);
    const known = ids.get(model) ?? new Set<string>();
    ids.set(model, new Set([...known, ...found.map(({ id }) => id)]));
  }
  const erased: ErasedRecords = { changes: [], records: {}, interactions };
  for (const [model, of] of ids) {
    const done = await eraseWithIds(client, { integrationId, model, ids: [...of], toEmptyRow });
    for (const change of done.changes) erased.changes.push(change);
    if (done.count > 0) erased.records[model] = done.count;
  }
  return erased;
}

/** Deletes and empties records, and nothing that belongs to them. */
export async function eraseWithIds(
  client: pg.PoolClient,
  erased: { integrationId: string; model: ModelName } & Pick<Erasure, 'ids' | 'toEmptyRow'>,
): Promise<{ changes: RecordChange[]; count: number }> {
  const { integrationId, model, ids, toEmptyRow } = erased;
  if (ids.length === 0) return { changes: [], count: 0 };
  // Rendered also during a first sync, whose end may have rendered them before.
  const deleted = { integrationId, model, rows: [], deletedIds: ids, isFirstSync: false };
  const { changes } = await upsertRecords(client, deleted);
  const rows = await eraseRecords(client, { integrationId, model }, { ids, toEmptyRow });
  const emptied: ChangedRows[] = [{ model, rows }];
  return {
    changes: [...changes, ...(await renderAllChanges(client, integrationId, emptied))],
    count: rows.length,
  };
}
