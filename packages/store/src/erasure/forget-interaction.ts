import { recordId } from '@hirewire/contract';
import { emptyInteractions } from '../actions/empty-interactions.ts';
import type { Interaction } from '../actions/interactions.ts';
import { findInteraction } from '../actions/interactions.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { minTokenLength } from '../records/empty-logs.ts';
import type { Erasure } from '../records/purge-records.ts';
import { hasErasedPeople, isMarked } from './keep-out.ts';
import type { Marker } from './marks.ts';
import { toIdentity } from './marks.ts';

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
  const marksOf = (marker: Marker): string[] => marksIn(marker, interaction);
  if (!(await isMarked(database, { integrationId, openKey, marksOf }))) return;
  await inTransaction(database, (client) =>
    emptyInteractions(client, { integrationId, ids: [id] }),
  );
}

/** Marks of all that an interaction says and that can be an id, an address or a number. */
function marksIn(marker: Marker, interaction: Interaction): string[] {
  const { integrationId, path, requestBody, responseBody, requests } = interaction;
  const texts = [
    path,
    requestBody,
    responseBody,
    ...requests.flatMap((one) => [one.url, one.requestBody, one.responseBody]),
  ];
  const said = texts.map((text) => (text ?? '').replaceAll('%40', '@')).join('\n');
  const words = new Set(said.match(wordPattern)?.map((word) => word.replace(/\.+$/, '')));
  const identity = toIdentity({
    emailAddresses: [...words].filter((word) => word.includes('@')),
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
const numberPattern = /\+?\d[\d ()/.-]{4,30}\d/g;
