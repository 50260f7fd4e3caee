import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { bytea, json, text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { isPersonal } from '../records/belonging.ts';
import type { Merge } from '../records/merges.ts';
import type { ModelName, StoredRow } from '../records/models.ts';
import type { Erasure } from '../records/purge-records.ts';
import type { RecordChange } from '../records/record-commit.ts';
import {
  erasePeopleOfIntegration,
  eraseWithIds,
  listApplicationsOfPeople,
} from './erase-records.ts';
import type { Identity, Marker } from './marks.ts';
import { createMarker, toIdentity } from './marks.ts';

const selectKey = statement({
  text: `select k.sealed from store.integrations i cross join store.erasure_keys k
    where i.integration_id = $integrationId and exists (
      select from store.erased_people p
      where p.environment_id = i.environment_id and p.integration_id in ('', $integrationId))`,
  values: { integrationId: text },
  rows: { sealed: bytea },
  isPrepared: true,
});

const selectMarked = statement({
  text: `select distinct p.mark from store.erased_people p
    join store.integrations i on i.environment_id = p.environment_id
    where i.integration_id = $integrationId and p.integration_id in ('', $integrationId)
      and p.mark = any ($marks)`,
  values: { integrationId: text, marks: texts },
  rows: { mark: text },
});

/** By which erasures a mark came, so do those that follow from it. */
const insertFollowing = statement({
  text: `insert into store.erased_people (environment_id, mark, erasure_id, integration_id)
    select distinct p.environment_id, f.follower, p.erasure_id, p.integration_id
    from json_to_recordset($following::json) as f (mark text, follower text)
    join store.erased_people p on p.mark = f.mark and p.integration_id in ('', $integrationId)
    join store.integrations i
      on i.integration_id = $integrationId and i.environment_id = p.environment_id
    on conflict do nothing
    returning mark`,
  values: { integrationId: text, following: json() },
  rows: { mark: text },
});

/** Whether anybody is kept out of an integration. */
export async function hasErasedPeople({ pool }: Database, integrationId: string): Promise<boolean> {
  return (await selectKey.first(pool, { integrationId })) !== null;
}

/** Whether one of the marks is of somebody who was erased. */
export async function isMarked(
  { pool }: Database,
  sought: { integrationId: string; marksOf: (marker: Marker) => readonly string[] } & Pick<
    Erasure,
    'openKey'
  >,
): Promise<boolean> {
  const { integrationId, openKey, marksOf } = sought;
  const key = await selectKey.first(pool, { integrationId });
  if (key === null) return false;
  const marks = marksOf(createMarker(openKey(key.sealed)));
  return (await selectMarked.run(pool, { integrationId, marks })) > 0;
}

/** Whether somebody was erased whom a vendor would bring back with these addresses and numbers. */
export function isKeptOut(
  database: Database,
  person: { integrationId: string } & Identity & Pick<Erasure, 'openKey'>,
): Promise<boolean> {
  const marksOf = (marker: Marker): string[] => marker.ofIdentity(toIdentity(person));
  return isMarked(database, { ...person, marksOf });
}

interface Read {
  integrationId: string;
  model: ModelName;
  rows: readonly StoredRow[];
  merges?: readonly Merge[];
  erasure?: Erasure;
}

interface KeptOut {
  /** The rest, which may be stored. */
  rows: readonly StoredRow[];
  changes: readonly RecordChange[];
}

/** What may be of somebody who was erased: a record of a vendor, and by what it is recognised. */
interface Suspect {
  id: string;
  /** The first says what it is itself. */
  marks: readonly string[];
  row?: StoredRow;
}

/**
 * Leaves out the records of people who were erased. What is stored of them under another id, or has
 * arrived before the record that tells whose it is, is erased as well. To be called by the
 * integration's only writer: then no erasure is under way.
 */
export async function keepOut(client: pg.PoolClient, read: Read): Promise<KeptOut> {
  const { integrationId, model, rows, merges = [], erasure } = read;
  const nothing = { rows, changes: [] };
  if (!isPersonal(model) || rows.length + merges.length === 0) return nothing;
  const key = await selectKey.first(client, { integrationId });
  if (key === null) return nothing;
  if (erasure === undefined) throw new Error('records of people are stored without their key');
  const marker = createMarker(erasure.openKey(key.sealed));
  const suspects = [
    ...rows.map((row) => toSuspect(marker, model, row)),
    // Whom the vendor has merged with them is the same person.
    ...merges.map(({ id, intoId }) => ({
      id: intoId,
      marks: [intoId, id].map((one) => marker.ofRecord(model, one)),
    })),
  ];
  const marks = [...new Set(suspects.flatMap((suspect) => suspect.marks))];
  const found = await selectMarked.all(client, { integrationId, marks });
  const marked = new Set(found.map(({ mark }) => mark));
  const out = suspects.filter((suspect) => suspect.marks.some((mark) => marked.has(mark)));
  if (out.length === 0) return nothing;
  const keptOut = new Set(out.map(({ id }) => id));
  return {
    rows: rows.filter(({ id }) => !keptOut.has(id)),
    changes: await eraseStored(client, { ...read, out, marked, marker, erasure }),
  };
}

function toSuspect(marker: Marker, model: ModelName, row: StoredRow): Suspect {
  const own = marker.ofRecord(model, row.id);
  if (row.whose === undefined) return { id: row.id, marks: [own], row };
  const whose = row.whose();
  const owners = whose.owners.map((owner) => marker.ofRecord(owner.model, owner.id));
  return { id: row.id, marks: [own, ...owners, ...marker.ofIdentity(toIdentity(whose))], row };
}

async function eraseStored(
  client: pg.PoolClient,
  found: Omit<Read, 'erasure'> & {
    out: readonly Suspect[];
    marked: ReadonlySet<string>;
    marker: Marker;
    erasure: Erasure;
  },
): Promise<readonly RecordChange[]> {
  const { integrationId, model, out, marked, marker, erasure } = found;
  const { toEmptyRow } = erasure;
  const known = { integrationId, model, ids: out.map(({ id }) => id), toEmptyRow };
  if (model !== 'candidates' && model !== 'applications') {
    return (await eraseWithIds(client, known)).changes;
  }
  const following = out.flatMap(({ marks: [own, ...others] }) =>
    others.flatMap((mark) => (marked.has(mark) ? [{ mark, follower: own }] : [])),
  );
  const unknown = await follow(client, { integrationId, following });
  // The others were erased when they became known, and whatever has come since was kept out.
  const fresh = out.filter(({ marks: [own] }) => own !== undefined && unknown.has(own));
  if (fresh.length === 0) return (await eraseWithIds(client, known)).changes;
  const ids = fresh.map(({ id }) => id);
  const candidates = model === 'candidates' ? ids : [];
  const theirs = await markApplications(client, { integrationId, candidates, marker });
  const erased = await erasePeopleOfIntegration(client, {
    integrationId,
    candidates,
    applications: model === 'applications' ? ids : theirs,
    ...mentionsOf(fresh),
    toEmptyRow,
  });
  const rest = await eraseWithIds(client, known);
  return [...erased.changes, ...rest.changes];
}

async function follow(
  client: pg.PoolClient,
  followed: { integrationId: string; following: readonly object[] },
): Promise<ReadonlySet<string>> {
  const { integrationId, following } = followed;
  if (following.length === 0) return new Set();
  const inserted = await insertFollowing.all(client, {
    integrationId,
    following: JSON.stringify(following),
  });
  return new Set(inserted.map(({ mark }) => mark));
}

/** What belongs to an application need not say whose it is. @returns the ids of the applications */
async function markApplications(
  client: pg.PoolClient,
  { marker, ...people }: { integrationId: string; candidates: readonly string[]; marker: Marker },
): Promise<string[]> {
  const applications = await listApplicationsOfPeople(client, people);
  const following = applications.map(({ id, candidateId }) => ({
    mark: marker.ofRecord('candidates', candidateId),
    follower: marker.ofRecord('applications', id),
  }));
  await follow(client, { integrationId: people.integrationId, following });
  return applications.map(({ id }) => id);
}

function mentionsOf(suspects: readonly Suspect[]): { words: string[]; numbers: string[] } {
  const identities = suspects.flatMap(({ row }) =>
    row?.whose === undefined ? [] : [toIdentity(row.whose())],
  );
  return {
    words: [
      ...suspects.flatMap(({ id, row }) => [id, ...(row === undefined ? [] : [row.remoteId])]),
      ...identities.flatMap(({ emailAddresses }) => emailAddresses),
    ],
    numbers: identities.flatMap(({ phoneNumbers }) => phoneNumbers),
  };
}
