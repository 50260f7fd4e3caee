import { mapEnum, parseResults, toIsoDate } from '@hirewire/connector-kit';
import type { ConnectorContext, OfferRecord, ReadModel } from '@hirewire/connector-kit';
import { AshbyOffer } from '../remote-types.ts';
import { offerStatuses } from '../vocabulary.ts';
import { readIncrementally } from '../call-ashby.ts';
import { toCustomFields } from './to-custom-fields.ts';

/** https://developers.ashbyhq.com/reference/offerlist */
const method = 'offer.list';

export const readOffers: ReadModel<'offers'> = (context, request) =>
  readIncrementally(context, request, {
    method,
    toRecords: (results) =>
      parseResults(AshbyOffer, results, { model: 'offers', context }).map(({ raw, parsed }) => ({
        ...toOffer(parsed, context),
        remote_data: { [method]: raw },
      })),
  });

function toOffer(offer: AshbyOffer, context: ConnectorContext): OfferRecord {
  const { reportIssue } = context;
  const ref = (field: string) => ({ model: 'offers', field, reportIssue }) as const;
  return {
    remote_id: offer.id,
    status: toStatus(offer, context),
    employment_start_date: toIsoDate(
      offer.latestVersion?.startDate,
      ref('latestVersion.startDate'),
      { isDay: true },
    ),
    application_remote_id: offer.applicationId,
    custom_fields: toCustomFields(offer.latestVersion?.customFields),
    // Only versions have a date. Ashby calls this one the time at which the offer was created.
    remote_created_at: toIsoDate(offer.latestVersion?.createdAt, ref('latestVersion.createdAt')),
  };
}

/** Approval is a property of the version; the offer itself goes from waiting to sent. */
function toStatus(offer: AshbyOffer, { reportIssue }: ConnectorContext): OfferRecord['status'] {
  const ref = { model: 'offers', field: 'offerStatus', reportIssue } as const;
  const status = mapEnum(offerStatuses, offer.offerStatus ?? offer.acceptanceStatus, ref);
  const isApproved = offer.latestVersion?.approvalStatus === 'Approved';
  return status === 'DRAFT' && isApproved ? 'APPROVED' : status;
}
