import type pg from 'pg';
import { text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { digitsOf } from '../erasure/marks.ts';

const ofCandidates = { integrationId: text, ids: texts };

/** Shorter ids of a vendor are too common to say anything. */
const minTokenLength = 6;

// Addresses as they are written: folded, PostgreSQL's lower case need not find them in a text.
const selectTokens = statement({
  text: `with known as (
      select unnest(array[id, remote_id]) as token from store.candidates
      where integration_id = $integrationId and id = any ($ids)
      union all
      select jsonb_path_query(store.readable_json('{' || own || '}')::jsonb, '$.email_addresses[*].email_address')
        #>> '{}'
      from store.candidates where integration_id = $integrationId and id = any ($ids)
      union all
      select unnest(array[id, remote_id]) from store.applications
      where integration_id = $integrationId and candidate_id = any ($ids)
      union all
      select unnest($words::text[])
    )
    select distinct lower(token) as token from known where length(token) >= ${minTokenLength}`,
  values: { ...ofCandidates, words: texts },
  rows: { token: text },
});

const selectNumbers = statement({
  text: `select distinct ${digitsOf('number')} as digits
    from store.candidates, jsonb_path_query(
      store.readable_json('{' || own || '}')::jsonb, '$.phone_numbers[*].phone_number') as found,
      lateral (select found #>> '{}' as number) as read
    where integration_id = $integrationId and id = any ($ids)
      and length(${digitsOf('number')}) >= ${minTokenLength}`,
  values: ofCandidates,
  rows: { digits: text },
});

/** SQL that is true where one of the texts has one of the `$tokens` as a word, or a number. */
const mentions = (...columns: string[]): string => {
  const texts = `concat_ws(' ', ${columns.join(', ')})`;
  return `(exists (
    select from regexp_matches(replace(${texts}, '%40', '@'),
      '[^\\s"''<>,;:()/\\\\?&=#]{${minTokenLength},}', 'g') as found (words)
    where lower(rtrim(words[1], '.')) = any ($tokens))
  or exists (
    select from unnest($numbers::text[]) as number
    where strpos(regexp_replace(${texts}, '[ ()/.+-]', '', 'g'), number) > 0))`;
};

const ofTokens = { integrationId: text, tokens: texts, numbers: texts };

/** In this order, as what belongs to an interaction goes with it. */
const empties = [
  statement({
    text: `update store.idempotency_keys k set body = null
      where k.integration_id = $integrationId and k.body is not null and (
        ${mentions('k.body')} or exists (
          select from store.interactions i
          where i.integration_id = $integrationId and i.id = k.interaction_id
            and ${mentions('i.path', 'i.request_body', 'i.response_body')}))`,
    values: ofTokens,
  }),
  statement({
    text: `update store.interaction_requests r
      set request_body = null, response_body = null, url = split_part(r.url, '?', 1)
      where r.integration_id = $integrationId
        and (r.request_body is not null or r.response_body is not null or r.url like '%?%') and (
          ${mentions('r.url', 'r.request_body', 'r.response_body')} or exists (
            select from store.interactions i
            where i.integration_id = $integrationId and i.id = r.interaction_id
              and ${mentions('i.path', 'i.request_body', 'i.response_body')}))`,
    values: ofTokens,
  }),
  statement({
    text: `update store.interactions i set request_body = null, response_body = null
      where i.integration_id = $integrationId
        and (i.request_body is not null or i.response_body is not null)
        and ${mentions('i.path', 'i.request_body', 'i.response_body')}`,
    values: ofTokens,
  }),
];

/** Whose value a sample is cannot be seen: all go that were taken while the candidates lived. */
const emptySamples = statement({
  text: `update store.sync_runs r
    set issues = (
      select jsonb_agg(
        case when issue ->> 'model' = any ($models) then jsonb_set(issue, '{sample}', '""')
          else issue end
        order by position)
      from jsonb_array_elements(r.issues) with ordinality as listed (issue, position))
    where r.integration_id = $integrationId
      and (r.ended_at is null or r.ended_at < (
        select coalesce(max(coalesce(remote_deleted_at, clock_timestamp())), clock_timestamp())
        from store.candidates
        where integration_id = $integrationId and id = any ($ids)))
      and exists (
        select from jsonb_array_elements(r.issues) as issue
        where issue ->> 'model' = any ($models) and issue ->> 'sample' <> '')`,
  values: { ...ofCandidates, models: texts },
});

/** Candidates, and what else they are known by: ids and addresses, and numbers by their digits. */
export interface MentionedPeople {
  integrationId: string;
  ids: readonly string[];
  words?: readonly string[];
  numbers?: readonly string[];
}

/**
 * Empties the bodies of interactions that mention candidates, with the requests and answers that
 * belong to them, and the samples in reports of runs about such models.
 * @returns how many interactions were emptied
 */
export async function emptyLogs(
  client: pg.PoolClient,
  people: MentionedPeople,
  models: readonly string[],
): Promise<number> {
  const { integrationId, words = [] } = people;
  const tokens = (await selectTokens.all(client, { ...people, words })).map(({ token }) => token);
  const known = (await selectNumbers.all(client, people)).map(({ digits }) => digits);
  const numbers = [...known, ...(people.numbers ?? [])];
  let count = 0;
  if (tokens.length + numbers.length > 0) {
    for (const empty of empties)
      count = await empty.run(client, { integrationId, tokens, numbers });
  }
  await emptySamples.run(client, { ...people, models });
  return count;
}
