import type {
  ConnectorContext,
  ModelName,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import type { CheckCredentials } from '../remotes/credentials-check.ts';
import { findHidingPermission } from '../remotes/credentials-check.ts';

/** What was read by id, with what may not be gone at all set apart. */
export interface Doubted<Model extends ModelName> {
  certain: (RecordByModel[Model] | Tombstone)[];
  /** Not to be deleted. */
  hidden: Tombstone[];
  /** What the credentials lack; null where nothing is hidden. */
  permission: string | null;
}

/**
 * Asks what the credentials lack before records that were asked for by id count as deleted. Of those
 * that were merged or erased, the vendor has said so.
 */
export async function doubtDeletions<Model extends ModelName>(
  records: readonly (RecordByModel[Model] | Tombstone)[],
  {
    model,
    context,
    checkCredentials,
  }: {
    model: Model;
    context: ConnectorContext;
    checkCredentials: CheckCredentials;
  },
): Promise<Doubted<Model>> {
  const all = { certain: [...records], hidden: [], permission: null };
  if (!records.some(isMereTombstone)) return all;
  const permission = await findHidingPermission(model, context, checkCredentials);
  if (permission === null) return all;
  const certain = records.filter((record) => !isMereTombstone(record));
  return { certain, hidden: records.filter(isMereTombstone), permission };
}

function isMereTombstone(record: object): record is Tombstone {
  if (!('deleted' in record)) return false;
  const { mergedInto, erased } = record as Tombstone;
  return mergedInto === undefined && erased !== true;
}
