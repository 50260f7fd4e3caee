import { recordId } from '@hirewire/contract';
import { emptyInteractions } from '../actions/empty-interactions.ts';
import type { Interaction } from '../actions/interactions.ts';
import { findInteraction } from '../actions/interactions.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { minTokenLength } from '../records/empty-logs.ts';
import type { Erasure } from '../records/purge-records.ts';
import { hasErasedPeople, isMarked } from './keep-out.ts';
import type { Marker } from './marks.ts';
import { toIdentity } from './marks.ts';

const selectKeys = statement({
  text: `select key from store.idempotency_keys
    where integration_id = $integrationId and interaction_id = $id`,
  values: { integrationId: text, id: text },
  rows: { key: text },
});

/**
 * Empties an interaction that mentions somebody who was erased: one that was under way meanwhile, or
 * in which the tool, which still has them, told of them. To be called when it has ended.
 */
export async function forgetErased(
  database: Database,
  ended: { integrationId: string; id: string } & Pick<Erasure, 'openKey'>,
): Promise<void> {
  const { integrationId, id, openKey } = ended;
  if (!(await hasErasedPeople(database, integrationId))) return;
  const interaction = await findInteraction(database, { id, environmentId: null });
  if (interaction === null) return;
  const keys = await selectKeys.all(database.pool, { integrationId, id });
  const marksOf = (marker: Marker): string[] =>
    marksIn(
      marker,
      interaction,
      keys.map(({ key }) => key),
    );
  if (!(await isMarked(database, { integrationId, openKey, marksOf }))) return;
  await inTransaction(database, (client) =>
    emptyInteractions(client, { integrationId, ids: [id] }),
  );
}

/** Marks of all that an interaction says and that can be an id, an address or a number. */
function marksIn(marker: Marker, interaction: Interaction, keys: readonly string[]): string[] {
  const { integrationId, path, requestBody, responseBody, requests } = interaction;
  const texts = [
    ...keys,
    path,
    requestBody,
    responseBody,
    ...requests.flatMap((one) => [one.url, one.requestBody, one.responseBody]),
  ];
  const said = texts
    .map((one) => (one ?? '').replaceAll('%40', '@').replaceAll(/\\[nrt]/g, ' '))
    .join('\n');
  const words = new Set(said.match(wordPattern)?.map((word) => word.replace(/\.+$/, '')));
  const identity = toIdentity({
    emailAddresses: [
      ...[...words].filter((word) => word.includes('@')),
      ...new Set(said.match(addressPattern)),
    ],
    phoneNumbers: [...new Set(said.match(numberPattern))],
  });
  const ids = [...words].flatMap((word) =>
    (['candidates', 'applications'] as const).flatMap((model) =>
      [word, recordId(integrationId, model, word)].map((one) => marker.ofRecord(model, one)),
    ),
  );
  return [...marker.ofIdentity(identity), ...ids];
}

const wordPattern = new RegExp(`[^\\s"'<>,;:()/\\\\?&=#]{${minTokenLength},200}`, 'g');
/** With the signs that names have, such as `o'hara`; words have none of them. */
const addressPattern = /[\p{L}\d.!#$%'+_~-]+@[\p{L}\d.-]*[\p{L}\d]/gu;
const numberPattern = /\+?\d[\d ()/.-]{4,30}\d/g;
