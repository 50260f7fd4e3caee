import type { OfferRecord } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { membersOf, toStoredRow } from './own-json.ts';
import { customFieldsOf, integrationFieldsOf } from './raw-fields.ts';

export function toOfferRow(context: RowContext, offer: OfferRecord): StoredRow {
  const id = context.idOf('offers', offer.remote_id);
  const applicationId = context.idOf('applications', offer.application_remote_id);
  return toStoredRow(
    context,
    { ...offer, id },
    {
      short: { id, ...membersOf(offer, ['remote_id', 'status']) },
      rest: {
        application_id: applicationId,
        custom_fields: customFieldsOf(context, 'offers', offer),
        ...membersOf(offer, ['employment_start_date', 'remote_created_at', 'remote_updated_at']),
      },
      integrationFields: integrationFieldsOf(context, 'offers', offer),
      columns: { application_id: applicationId },
    },
  );
}
