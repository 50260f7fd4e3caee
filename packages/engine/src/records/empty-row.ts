import { byModel, readModelOf, recordKeyOf } from '@hirewire/contract';
import type { PurgeableRecord, StoredRow } from '@hirewire/store';
import type { IdOf, RowContext } from './own-json.ts';
import { toRow } from './to-row.ts';

/** A row that holds nothing of a record but its ids. */
export function toEmptyRow(
  integrationId: string,
  { model, id, remoteId, references }: PurgeableRecord,
): StoredRow {
  const kept = Object.entries(references).map(([field, referenced]) => [
    recordKeyOf(readModelOf(model), field),
    referenced,
  ]);
  const context: RowContext = {
    integrationId,
    isRemoteDataEnabled: false,
    volatileFields: new Set(),
    fields: {},
    exclusions: {},
    // What it still refers to is given by id.
    idOf: ((name, asked) => (name === model ? id : (asked ?? null))) as IdOf,
  };
  const record = { ...emptyRecords[model], ...Object.fromEntries(kept), remote_id: remoteId };
  return toRow(context, model, record as never);
}

/** What a record must have beside its id: lists, and null for what would stay if it were left out. */
const emptyRecords = byModel((model) => {
  const lists = [...Object.keys(model.memberships), ...Object.keys(model.links), ...model.parts];
  return Object.fromEntries([
    ...lists.map((field) => [recordKeyOf(model, field), []]),
    ...Object.keys(model.preserved).map((field) => [field, null]),
  ]);
});
