import type {
  ApplicationStageRecord,
  RejectionReasonRecord,
  TagRecord,
} from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { membersOf, toStoredRow } from './own-json.ts';
import { customFieldsOf, integrationFieldsOf } from './raw-fields.ts';

/** Tags and rejection reasons: an id and a name. */
export function toNamedRow(
  context: RowContext,
  model: 'tags' | 'rejection_reasons',
  record: TagRecord | RejectionReasonRecord,
): StoredRow {
  const id = context.idOf(model, record.remote_id);
  const short = { id, ...membersOf(record, ['name', 'remote_id']) };
  return toStoredRow(context, { ...record, id }, { short, rest: {} });
}

export function toStageRow(context: RowContext, stage: ApplicationStageRecord): StoredRow {
  const id = context.idOf('application_stages', stage.remote_id);
  return toStoredRow(
    context,
    { ...stage, id },
    {
      short: { id, ...membersOf(stage, ['remote_id', 'name']) },
      brief: {
        status: stage.status ?? null,
        custom_fields: customFieldsOf(context, 'application_stages', stage),
      },
      rest: {},
      integrationFields: integrationFieldsOf(context, 'application_stages', stage),
      areFieldsBrief: true,
    },
  );
}
