import type pg from 'pg';
import { noteVendorErasure } from '../erasure/erasures.ts';
import { keepOut } from '../erasure/keep-out.ts';
import { emptyCopies, findAnonymised } from './empty-copies.ts';
import type { Merge } from './merges.ts';
import { followMerges, storeMerges } from './merges.ts';
import type { Erasure } from './purge-records.ts';
import { eraseRecords } from './purge-records.ts';
import { renderAllChanges } from './render.ts';
import type { RowChanges, SavedRows } from './upsert-records.ts';
import { completeRows, upsertRecords } from './upsert-records.ts';

/** What a vendor says of records that are gone, beside that they are. */
export interface Departures {
  deletedIds: readonly string[];
  merges?: readonly Merge[];
  erasure?: Erasure;
}

/** Writes what was read from a vendor, and what follows from it for records of other models. */
export async function saveRecords(
  client: pg.PoolClient,
  read: RowChanges & Departures,
): Promise<SavedRows> {
  const { integrationId, model, isFirstSync, merges = [], erasure } = read;
  const kept = await keepOut(client, read);
  const changes = { ...read, rows: kept.rows };
  const completed = await completeRows(client, changes);
  const { rows, following } = await followMerges(client, changes, completed);
  const anonymised = await findAnonymised(client, changes, rows);
  const erased = model === 'candidates' ? (erasure?.ids ?? []) : [];
  const people = { integrationId, ids: [...anonymised, ...erased] };
  const copies = await emptyCopies(client, people, 'personal');
  following.push(...copies.changed);
  const saved = await upsertRecords(client, { ...changes, rows });
  following.push(...(await storeMerges(client, changes, merges)));
  if (erasure !== undefined) {
    const rows = await eraseRecords(client, changes, erasure);
    following.push({ model, rows });
    if (model === 'candidates' && rows.length > 0) {
      const emptied = [...copies.changed, { model, rows }];
      await noteVendorErasure(client, {
        integrationId,
        emptied,
        interactions: copies.interactions,
      });
    }
  }
  return isFirstSync
    ? saved
    : {
        ...saved,
        changes: [
          ...kept.changes,
          ...saved.changes,
          ...(await renderAllChanges(client, integrationId, following)),
        ],
      };
}

/** Without those about records that were read anew meanwhile. */
export function departuresOf(
  { deletedIds, merges = [], erasure }: Departures,
  isFresh: (id: string) => boolean,
): Departures {
  return {
    deletedIds: deletedIds.filter(isFresh),
    merges: merges.filter(({ id }) => isFresh(id)),
    ...(erasure && { erasure: { ...erasure, ids: erasure.ids.filter(isFresh) } }),
  };
}
