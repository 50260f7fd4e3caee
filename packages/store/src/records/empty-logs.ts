import type pg from 'pg';
import { emptyInteractions } from '../actions/empty-interactions.ts';
import { text, texts } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { digitsOf } from '../erasure/marks.ts';

const ofCandidates = { integrationId: text, ids: texts };

/** Shorter ids of a vendor are too common to say anything. */
export const minTokenLength = 6;

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

/** Of texts and JSON: in lower case, with addresses as they are, and lines apart. */
const said = (...columns: string[]): string =>
  ['\\n', '\\r', '\\t'].reduce(
    (text, sign) => `replace(${text}, '${sign}', ' ')`,
    `replace(lower(concat_ws(' ', ${columns.join(', ')})), '%40', '@')`,
  );

/**
 * SQL that is true where one of the texts has one of the `$tokens`, or a number. Ids are words. An
 * address may have any sign around it, and in it: `[o'hara@example.com]`. What is cheap is asked
 * first, as nearly all texts mention nobody.
 */
const mentions = (...columns: string[]): string => `exists (
  select from (select ${said(...columns)} as said) as t
  where (exists (select from unnest($tokens::text[]) as token where strpos(said, token) > 0)
      and (exists (
        select from regexp_matches(said, '[^\\s"''<>,;:()/\\\\?&=#]{${minTokenLength},}', 'g') as w
        where rtrim(w[1], '.') = any ($tokens))
      or exists (
        select from unnest($tokens::text[]) as token
        where strpos(token, '@') > 0 and strpos(said, token) > 0
          and said ~ ('(^|[^a-z0-9._+-])'
            || regexp_replace(token, '([].*+?^$(){}|\\\\[-])', '\\\\\\1', 'g') || '($|[^a-z0-9-])'))))
    or exists (
      select from unnest($numbers::text[]) as number
      where strpos(translate(said, ' ()/.+-', ''), number) > 0))`;

/** A key is one word, whatever it was made of. */
const selectMentioning = statement({
  text: `select i.id from store.interactions i
    where i.integration_id = $integrationId
      and (i.request_body is not null or i.response_body is not null or exists (
        select from store.interaction_requests r
        where r.integration_id = $integrationId and r.interaction_id = i.id
          and (r.request_body is not null or r.response_body is not null or r.url like '%://%/%')))
      and (${mentions('i.path', 'i.request_body', 'i.response_body')} or exists (
        select from store.interaction_requests r
        where r.integration_id = $integrationId and r.interaction_id = i.id
          and ${mentions('r.url', 'r.request_body', 'r.response_body')}) or exists (
        select from store.idempotency_keys k, unnest($tokens::text[] || $numbers::text[]) as token
        where k.integration_id = $integrationId and k.interaction_id = i.id
          and strpos(lower(replace(k.key, '%40', '@')), token) > 0))`,
  values: { integrationId: text, tokens: texts, numbers: texts },
  rows: { id: text },
});

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
  const found =
    tokens.length + numbers.length === 0
      ? []
      : await selectMentioning.all(client, { integrationId, tokens, numbers });
  await emptyInteractions(client, { integrationId, ids: found.map(({ id }) => id) });
  await emptySamples.run(client, { ...people, models });
  return found.length;
}
