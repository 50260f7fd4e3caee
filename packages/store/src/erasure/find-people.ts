import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { nullable, text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { Identity } from './marks.ts';
import { digitsOf, toIdentity } from './marks.ts';

/** Whom to erase, with addresses and numbers as they are compared. */
export interface PeopleSearch extends Identity {
  candidateIds: readonly string[];
}

export interface FoundPeople {
  integrationId: string;
  /** Candidates, and those that the vendor has merged with them. */
  ids: readonly string[];
  identity: Identity;
}

/** All phone numbers of a row `t`. */
const phoneNumbers = `jsonb_path_query(
  store.readable_json('{' || t.own || '}')::jsonb, '$.phone_numbers[*].phone_number') as phone`;

const selectByIdentity = statement({
  text: `select t.id from store.candidates t
    where t.integration_id = $integrationId
      and (t.id = any ($candidateIds) or t.email_addresses && $emailAddresses)`,
  values: { integrationId: text, candidateIds: texts, emailAddresses: texts },
  rows: { id: text },
});

const selectByPhone = statement({
  text: `select distinct t.id, ${digitsOf("phone #>> '{}'")} as digits
    from store.candidates t, ${phoneNumbers}
    where t.integration_id = $integrationId and t.purged_at is null
      and t.own like '%"phone_number":%'
      and ${digitsOf("phone #>> '{}'")} = any ($phoneNumbers)`,
  values: { integrationId: text, phoneNumbers: texts },
  rows: { id: text, digits: text },
});

const selectMerged = statement({
  text: `with recursive linked as (
      select unnest($ids::text[]) collate "C" as id
      union
      select case when m.id = l.id then m.into_id else m.id end
      from linked l
      join store.merges m
        on m.integration_id = $integrationId and (m.id = l.id or m.into_id = l.id)
    )
    select id from linked`,
  values: { integrationId: text, ids: texts },
  rows: { id: text },
});

const selectTexts = statement({
  text: `select t.email_addresses as "emailAddresses",
      array(select phone #>> '{}' from ${phoneNumbers}) as "phoneNumbers"
    from store.candidates t where t.integration_id = $integrationId and t.id = any ($ids)`,
  values: { integrationId: text, ids: texts },
  rows: { emailAddresses: texts, phoneNumbers: texts },
});

/** The candidates of an integration who have one of the ids, addresses or numbers. */
export async function findPeople(
  client: pg.PoolClient,
  integrationId: string,
  search: PeopleSearch,
): Promise<FoundPeople> {
  const byIdentity = await selectByIdentity.all(client, { integrationId, ...search });
  const byPhone =
    search.phoneNumbers.length === 0
      ? []
      : await selectByPhone.all(client, { integrationId, ...search });
  const found = [...new Set([...byIdentity, ...byPhone].map(({ id }) => id))];
  const linked = await selectMerged.all(client, { integrationId, ids: found });
  const ids = linked.map(({ id }) => id);
  const known = await selectTexts.all(client, { integrationId, ids });
  const identity = toIdentity({
    emailAddresses: known.flatMap(({ emailAddresses }) => emailAddresses),
    phoneNumbers: known.flatMap((row) => row.phoneNumbers),
  });
  return { integrationId, ids, identity };
}

const selectOthers = statement({
  text: `select t.id, t.email_addresses as "emailAddresses" from store.candidates t
    where t.integration_id = $integrationId and t.id <> all ($ids)
      and t.email_addresses && $emailAddresses`,
  values: { integrationId: text, ids: texts, emailAddresses: texts },
  rows: { id: text, emailAddresses: texts },
});

/** Other candidates of an integration with the same addresses and numbers, and which these are. */
export async function findSharing(
  client: pg.PoolClient,
  { integrationId, ids }: FoundPeople,
  { emailAddresses, phoneNumbers: numbers }: Identity,
): Promise<Identity & { ids: string[] }> {
  const byAddress = await selectOthers.all(client, { integrationId, ids, emailAddresses });
  const holders =
    numbers.length === 0
      ? []
      : await selectByPhone.all(client, { integrationId, phoneNumbers: numbers });
  const byPhone = holders.filter(({ id }) => !ids.includes(id));
  return {
    ids: [...new Set([...byAddress, ...byPhone].map(({ id }) => id))],
    emailAddresses: byAddress.flatMap((row) => row.emailAddresses),
    phoneNumbers: byPhone.map(({ digits }) => digits),
  };
}

const selectIntegrationOf = statement({
  text: `select c.integration_id as "integrationId" from store.integrations i
    join store.candidates c on c.integration_id = i.integration_id and c.id = $candidateId
    where i.environment_id = $environmentId and i.deleted_at is null
      and ($integrationId::text is null or i.integration_id = $integrationId)`,
  values: { environmentId: text, integrationId: nullable(text), candidateId: text },
  rows: { integrationId: text },
});

/** Whose candidate it is, also if deleted; null where the environment has none with this id. */
export async function findCandidateIntegration(
  database: Database,
  candidate: { environmentId: string; integrationId: string | null; candidateId: string },
): Promise<string | null> {
  return (await selectIntegrationOf.first(database.pool, candidate))?.integrationId ?? null;
}
