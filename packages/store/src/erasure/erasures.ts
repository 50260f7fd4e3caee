import type { Database, Queryable } from '../database/database.ts';
import {
  bigint,
  int,
  json,
  neverNull,
  nullable,
  oneOf,
  text,
  timestamptz,
} from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { ModelName } from '../records/models.ts';
import type { ChangedRows } from '../records/render.ts';

/** Who asked for something, beside the vendors: an API key, or somebody at the command line. */
export interface Requester {
  type: 'API_KEY' | 'COMMAND_LINE';
  /** Of the API key. */
  id: string | null;
  /** Of the API key, or of the user of the operating system. */
  name: string | null;
}

export type SearchedBy = 'CANDIDATE_ID' | 'EMAIL_ADDRESS' | 'PHONE_NUMBER';

/** The receipt of an erasure. It says nothing of the person. */
export interface ErasureReceipt {
  environmentId: string;
  id: string;
  /** Empty for all integrations of the environment. */
  integrationId: string;
  requestedAt: Date;
  requester: { type: Requester['type'] | 'VENDOR'; id: string | null; name: string | null };
  /** Null where the vendor has erased. */
  searchedBy: SearchedBy | null;
  /** How many records of each model were emptied. */
  records: Partial<Record<ModelName, number>>;
  interactions: number;
  /** When the person was let in again. */
  liftedAt: Date | null;
}

const columns = `environment_id as "environmentId", id, integration_id as "integrationId",
  requested_at as "requestedAt", requester_type as "requesterType",
  requester_id as "requesterId", requester_name as "requesterName",
  searched_by as "searchedBy", records, interactions, lifted_at as "liftedAt"`;

const searches = oneOf('CANDIDATE_ID', 'EMAIL_ADDRESS', 'PHONE_NUMBER');

const rows = {
  environmentId: text,
  id: text,
  integrationId: text,
  requestedAt: timestamptz,
  requesterType: oneOf('API_KEY', 'COMMAND_LINE', 'VENDOR'),
  requesterId: nullable(text),
  requesterName: nullable(text),
  searchedBy: nullable(searches),
  records: json<ErasureReceipt['records']>(),
  interactions: int,
  liftedAt: nullable(timestamptz),
};

const insert = statement({
  text: `insert into store.erasures (environment_id, integration_id, requester_type, requester_id,
      requester_name, searched_by, records, interactions)
    values ($environmentId, $integrationId, $type, $requesterId, $name, $searchedBy, '{}', 0)
    returning ${columns}`,
  values: {
    environmentId: text,
    integrationId: text,
    type: oneOf('API_KEY', 'COMMAND_LINE'),
    requesterId: nullable(text),
    name: nullable(text),
    searchedBy: searches,
  },
  rows,
});

/** Begins a receipt, in the transaction of the erasure. */
export async function insertReceipt(
  client: Queryable,
  erasure: Pick<ErasureReceipt, 'environmentId' | 'integrationId'> & {
    requester: Requester;
    searchedBy: SearchedBy;
  },
): Promise<ErasureReceipt> {
  const { requester } = erasure;
  const values = { ...requester, ...erasure, requesterId: requester.id };
  return toReceipt(await insert.one(client, values));
}

const updateCounts = statement({
  text: `update store.erasures set records = $records, interactions = $interactions
    where environment_id = $environmentId and id = $id`,
  values: { environmentId: text, id: text, records: json(), interactions: int },
});

export async function setCounts(client: Queryable, receipt: ErasureReceipt): Promise<void> {
  const { records, ...rest } = receipt;
  await updateCounts.run(client, { ...rest, records: JSON.stringify(records) });
}

const insertOfVendor = statement({
  text: `insert into store.erasures
      (environment_id, integration_id, requester_type, records, interactions)
    select environment_id, integration_id, 'VENDOR', $records, $interactions
    from store.integrations where integration_id = $integrationId`,
  values: { integrationId: text, records: json(), interactions: int },
});

/** A receipt of what a vendor has erased, and we after it. */
export async function noteVendorErasure(
  client: Queryable,
  {
    emptied,
    ...erasure
  }: { integrationId: string; emptied: readonly ChangedRows[]; interactions: number },
): Promise<void> {
  const counts = emptied.flatMap(({ model, rows: { length } }) =>
    length === 0 ? [] : [[model, length] as const],
  );
  const records = JSON.stringify(Object.fromEntries(counts));
  await insertOfVendor.run(client, { ...erasure, records });
}

const select = statement({
  text: `select ${columns} from store.erasures
    where environment_id = $environmentId
      and ($integrationId::text is null or integration_id in ('', $integrationId))
      and ($after::text is null or (requested_at, id) < (
        select a.requested_at, a.id from store.erasures a
        where a.environment_id = $environmentId and a.id = $after))
    order by requested_at desc, id desc
    limit $limit`,
  values: {
    environmentId: text,
    integrationId: nullable(text),
    after: nullable(text),
    limit: bigint,
  },
  rows,
});

/** The erasures of an environment, newest first. `after` is the id of the last one of a page. */
export async function listErasures(
  database: Database,
  query: {
    environmentId: string;
    integrationId?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<ErasureReceipt[]> {
  return (await select.all(database.pool, query)).map(toReceipt);
}

const selectOne = statement({
  text: `select ${columns} from store.erasures where environment_id = $environmentId and id = $id`,
  values: { environmentId: text, id: text },
  rows,
});

/** Null where there is none. */
export async function findErasure(
  database: Database,
  erasure: { environmentId: string; id: string },
): Promise<ErasureReceipt | null> {
  const found = await selectOne.first(database.pool, erasure);
  return found === null ? null : toReceipt(found);
}

const lift = statement({
  text: `with forgotten as (
      delete from store.erased_people where environment_id = $environmentId and erasure_id = $id)
    update store.erasures set lifted_at = coalesce(lifted_at, clock_timestamp())
    where environment_id = $environmentId and id = $id
    returning ${columns}`,
  values: { environmentId: text, id: text },
  rows: { ...rows, liftedAt: neverNull(timestamptz) },
});

/** Forgets whom an erasure keeps out: syncs may bring the person again. Null where there is none. */
export async function liftErasure(
  database: Database,
  erasure: { environmentId: string; id: string },
): Promise<ErasureReceipt | null> {
  const lifted = await lift.first(database.pool, erasure);
  return lifted === null ? null : toReceipt(lifted);
}

function toReceipt({
  requesterType: type,
  requesterId: id,
  requesterName: name,
  ...receipt
}: Awaited<ReturnType<typeof selectOne.one>>): ErasureReceipt {
  return { ...receipt, requester: { type, id, name } };
}
