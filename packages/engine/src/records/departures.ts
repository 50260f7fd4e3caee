import type { Tombstone } from '@hirewire/connector-kit';
import type { Departures, ModelName } from '@hirewire/store';
import { toEmptyRow } from './empty-row.ts';
import type { StoringContext } from './row-context.ts';

/** What a vendor says of records that are gone, with our ids. */
export function toDepartures(
  {
    integrationId,
    idOf,
    openErasureKey,
  }: Pick<StoringContext, 'integrationId' | 'idOf' | 'openErasureKey'>,
  model: ModelName,
  tombstones: readonly Pick<Tombstone, 'remote_id' | 'mergedInto' | 'erased'>[],
): Required<Departures> {
  const ids = new Map(tombstones.map((one) => [idOf(model, one.remote_id), one]));
  return {
    deletedIds: [...ids.keys()],
    merges: [...ids].flatMap(([id, { remote_id: remoteId, mergedInto }]) =>
      mergedInto === undefined || mergedInto === remoteId
        ? []
        : [{ id, intoId: idOf(model, mergedInto), intoRemoteId: mergedInto }],
    ),
    erasure: {
      ids: [...ids].flatMap(([id, { erased }]) => (erased === true ? [id] : [])),
      toEmptyRow: (record) => toEmptyRow(integrationId, record),
      openKey: openErasureKey,
    },
  };
}
