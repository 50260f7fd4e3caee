import { text, texts } from '../database/sql-types.ts';
import type { Queryable } from '../database/statement.ts';
import { statement } from '../database/statement.ts';

const values = { integrationId: text, ids: texts };

/** What is kept instead of a key that may name somebody: a repeated request is still recognised. */
export const hashOfKey = (key: string): string =>
  `encode(sha256(convert_to(${key}, 'UTF8')), 'hex')`;

const empties = [
  statement({
    text: `update store.idempotency_keys
      set body = null, key = case when key ~ '^[0-9a-f]{64}$' then key else ${hashOfKey('key')} end
      where integration_id = $integrationId and interaction_id = any ($ids)`,
    values,
  }),
  statement({
    // Vendors name people in paths, too: /persons/ada@example.com
    text: `update store.interaction_requests
      set request_body = null, response_body = null,
        url = coalesce(substring(url from '^[A-Za-z]+://[^/?#]+'), '')
      where integration_id = $integrationId and interaction_id = any ($ids)`,
    values,
  }),
  statement({
    text: `update store.interactions
      set request_body = null, response_body = null,
        path = regexp_replace(path, '[^/]*(@|%40)[^/]*', '…', 'gi')
      where integration_id = $integrationId and id = any ($ids)`,
    values,
  }),
];

/** Forgets what was said in interactions, and keeps that there were some. */
export async function emptyInteractions(
  client: Queryable,
  interactions: { integrationId: string; ids: readonly string[] },
): Promise<void> {
  if (interactions.ids.length === 0) return;
  for (const empty of empties) await empty.run(client, interactions);
}
