import type { OfferRecord } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { sortedMap, toStoredRow } from './own-json.ts';

export function toOfferRow(context: RowContext, offer: OfferRecord): StoredRow {
  const id = context.idOf('offers', offer.remote_id) ?? '';
  const applicationId = context.idOf('applications', offer.application_remote_id);
  return toStoredRow(
    context,
    { ...offer, id },
    {
      short: { id, remote_id: offer.remote_id, status: offer.status ?? null },
      rest: {
        employment_start_date: offer.employment_start_date ?? null,
        application_id: applicationId,
        custom_fields: sortedMap(offer.custom_fields),
        remote_created_at: offer.remote_created_at ?? null,
        remote_updated_at: offer.remote_updated_at ?? null,
      },
      columns: { application_id: applicationId },
    },
  );
}
