import type {
  ApplicationStageRecord,
  RejectionReasonRecord,
  TagRecord,
} from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { sortedMap, toStoredRow } from './own-json.ts';

/** Tags and rejection reasons: an id and a name. */
export function toNamedRow(
  context: RowContext,
  model: 'tags' | 'rejection_reasons',
  record: TagRecord | RejectionReasonRecord,
): StoredRow {
  const id = context.idOf(model, record.remote_id) ?? '';
  const short = { id, name: record.name ?? null, remote_id: record.remote_id };
  return toStoredRow(context, { ...record, id }, { short, rest: {} });
}

export function toStageRow(context: RowContext, stage: ApplicationStageRecord): StoredRow {
  const id = context.idOf('application_stages', stage.remote_id) ?? '';
  return toStoredRow(
    context,
    { ...stage, id },
    {
      short: { id, remote_id: stage.remote_id, name: stage.name ?? null },
      brief: { status: stage.status ?? null, custom_fields: sortedMap(stage.custom_fields) },
      rest: {},
    },
  );
}
