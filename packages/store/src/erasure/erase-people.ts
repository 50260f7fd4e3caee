import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { bytea, nullable, text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { StoredRow } from '../records/models.ts';
import type { PurgeableRecord } from '../records/purge-records.ts';
import { notifyListeners, recordCommit } from '../records/record-commit.ts';
import type { RecordChange } from '../records/record-commit.ts';
import { erasePeopleOfIntegration, listApplicationsOfPeople } from './erase-records.ts';
import type { ErasureReceipt, Requester, SearchedBy } from './erasures.ts';
import { insertReceipt, setCounts } from './erasures.ts';
import type { FoundPeople, PeopleSearch } from './find-people.ts';
import { findPeople, findSharing } from './find-people.ts';
import type { Identity, Marker } from './marks.ts';
import { createMarker } from './marks.ts';

export interface ErasureRequest {
  environmentId: string;
  /** Null for all integrations of the environment. */
  integrationId: string | null;
  requester: Requester;
  searchedBy: SearchedBy;
  search: PeopleSearch;
  /** Does all of it, and takes it back. */
  isDryRun: boolean;
  /** A sealed key, for the first erasure. */
  sealedKey: Buffer;
  openKey: (sealed: Buffer) => Buffer;
  toEmptyRow: (integrationId: string, record: PurgeableRecord) => StoredRow;
}

export interface ErasureOutcome {
  receipt: ErasureReceipt;
  /** Other candidates with the same address or number, who were left alone. */
  others: number;
}

const selectIntegrations = statement({
  text: `select integration_id as id from store.integrations
    where environment_id = $environmentId and deleted_at is null
      and ($integrationId::text is null or integration_id = $integrationId)
    order by integration_id`,
  values: { environmentId: text, integrationId: nullable(text) },
  rows: { id: text },
});

const selectStamp = statement({
  text: 'select clock_timestamp()::text as stamp',
  rows: { stamp: text },
});

const dryRun = new Error('everything was taken back');

/**
 * Erases people in all integrations that are asked for, in one transaction: a crash leaves all or
 * nothing. From its end on, syncs, actions and webhooks keep them out.
 */
export async function erasePeople(
  database: Database,
  request: ErasureRequest,
): Promise<ErasureOutcome> {
  let outcome: ErasureOutcome | undefined;
  try {
    await inTransaction(database, async (client) => {
      outcome = await erase(client, request);
      if (request.isDryRun) throw dryRun;
    });
  } catch (error) {
    if (error !== dryRun) throw error;
  }
  if (outcome === undefined) throw new Error('the erasure has no outcome');
  return outcome;
}

async function erase(client: pg.PoolClient, request: ErasureRequest): Promise<ErasureOutcome> {
  const { environmentId, integrationId, search } = request;
  const { stamp } = await selectStamp.one(client);
  const integrations = await selectIntegrations.all(client, { environmentId, integrationId });
  // In their order, so that two erasures wait for each other at most.
  for (const { id } of integrations) await lockForWriting(client, id);
  const people: FoundPeople[] = [];
  for (const { id } of integrations) people.push(await findPeople(client, id, search));
  const { own, others } = await leaveShared(client, people, search);
  const receipt = await insertReceipt(client, { ...request, integrationId: integrationId ?? '' });
  const marker = await openMarker(client, request);
  await insertMarks(client, receipt, marker.ofIdentity(own));
  await insertMarks(
    client,
    receipt,
    search.candidateIds.map((id) => marker.ofRecord('candidates', id)),
  );
  const commits: { integrationId: string; changes: readonly RecordChange[] }[] = [];
  for (const found of people) {
    const changes = await eraseFound(client, { ...request, receipt, marker, found });
    commits.push({ integrationId: found.integrationId, changes });
  }
  await setCounts(client, receipt);
  // Last: from here on, readers of the integration wait.
  for (const commit of commits) await record(client, receipt, { ...commit, stampedAt: stamp });
  return { receipt, others };
}

/** What the people are known by, and nobody else who stays. */
async function leaveShared(
  client: pg.PoolClient,
  people: readonly FoundPeople[],
  search: PeopleSearch,
): Promise<{ own: Identity; others: number }> {
  const known = {
    emailAddresses: [...new Set(people.flatMap((found) => found.identity.emailAddresses))],
    phoneNumbers: [...new Set(people.flatMap((found) => found.identity.phoneNumbers))],
  };
  const sharing = [];
  for (const found of people) sharing.push(await findSharing(client, found, known));
  const sharedAddresses = new Set(sharing.flatMap(({ emailAddresses }) => emailAddresses));
  const sharedNumbers = new Set(sharing.flatMap(({ phoneNumbers }) => phoneNumbers));
  const own = {
    emailAddresses: [
      ...search.emailAddresses,
      ...known.emailAddresses.filter((one) => !sharedAddresses.has(one)),
    ],
    phoneNumbers: [
      ...search.phoneNumbers,
      ...known.phoneNumbers.filter((one) => !sharedNumbers.has(one)),
    ],
  };
  return { own, others: sharing.reduce((sum, { ids }) => sum + ids.length, 0) };
}

const insertKey = statement({
  text: `insert into store.erasure_keys (id, sealed) values ('erasure', $sealedKey)
    on conflict do nothing`,
  values: { sealedKey: bytea },
});

const selectKey = statement({
  text: 'select sealed from store.erasure_keys',
  rows: { sealed: bytea },
});

async function openMarker(client: pg.PoolClient, request: ErasureRequest): Promise<Marker> {
  const known = await selectKey.first(client);
  if (known === null) await insertKey.run(client, request);
  const { sealed } = known ?? (await selectKey.one(client));
  return createMarker(request.openKey(sealed));
}

const insertMark = statement({
  text: `insert into store.erased_people (environment_id, mark, erasure_id, integration_id)
    select $environmentId, mark, $id, $integrationId from unnest($marks::text[]) as mark
    on conflict do nothing`,
  values: { environmentId: text, id: text, integrationId: text, marks: texts },
});

async function insertMarks(
  client: pg.PoolClient,
  receipt: ErasureReceipt,
  marks: readonly string[],
): Promise<void> {
  if (marks.length > 0) await insertMark.run(client, { ...receipt, marks });
}

async function eraseFound(
  client: pg.PoolClient,
  erasure: ErasureRequest & { receipt: ErasureReceipt; marker: Marker; found: FoundPeople },
): Promise<readonly RecordChange[]> {
  const { receipt, marker, found, search, toEmptyRow } = erasure;
  const { integrationId, ids: candidates } = found;
  const theirs = await listApplicationsOfPeople(client, { integrationId, candidates });
  const applications = theirs.map(({ id }) => id);
  await insertMarks(client, receipt, [
    ...candidates.map((id) => marker.ofRecord('candidates', id)),
    ...applications.map((id) => marker.ofRecord('applications', id)),
  ]);
  const erased = await erasePeopleOfIntegration(client, {
    integrationId,
    candidates,
    applications,
    words: [...search.candidateIds, ...search.emailAddresses],
    numbers: search.phoneNumbers,
    toEmptyRow: (record) => toEmptyRow(integrationId, record),
  });
  for (const [model, count] of Object.entries(erased.records)) {
    const name = model as keyof typeof erased.records;
    receipt.records[name] = (receipt.records[name] ?? 0) + count;
  }
  receipt.interactions += erased.interactions;
  return erased.changes;
}

async function record(
  client: pg.PoolClient,
  { id }: ErasureReceipt,
  commit: { integrationId: string; changes: readonly RecordChange[]; stampedAt: string },
): Promise<void> {
  if (commit.changes.length === 0) return;
  const cause = { type: 'erasure', id } as const;
  const position = await recordCommit(client, { ...commit, cause });
  await notifyListeners(client, { integrationId: commit.integrationId, position });
}
