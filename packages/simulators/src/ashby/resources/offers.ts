import { flag, listOf, uuid } from '../../kit/fields.ts';
import { createdAfter, isAskedFor, isCreatedAfter, pagedList, single } from '../method.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import { offerForm } from '../offer-form.ts';
import type { AshbyOffer } from '../types.ts';

const scope = 'offers:read';

export const offerMethods: Record<string, AshbyMethod> = {
  'offer.list': pagedList<AshbyOffer>({
    scope,
    filters: {
      ...createdAfter,
      offerStatus: listOf(
        [
          'WaitingOnApprovalStart',
          'WaitingOnOfferApproval',
          'WaitingOnApprovalDefinition',
          'WaitingOnCandidateResponse',
          'CandidateRejected',
          'CandidateAccepted',
          'OfferCancelled',
        ],
        false,
      ),
      acceptanceStatus: listOf(
        ['Accepted', 'Declined', 'Pending', 'Created', 'Cancelled', 'WaitingOnResponse'],
        false,
      ),
      applicationId: uuid,
      approvalStatus: listOf(['Approved', 'WaitingOnApprovals', 'Declined'], false),
    },
    collection: (records) => records.offers,
    accept: (offer, call) =>
      isCreatedAfter(createdAtOf(offer), call) &&
      isAskedFor(call, 'offerStatus', offer.offerStatus) &&
      isAskedFor(call, 'acceptanceStatus', offer.acceptanceStatus) &&
      isAskedFor(call, 'approvalStatus', offer.latestVersion.approvalStatus) &&
      isAskedFor(call, 'applicationId', offer.applicationId) &&
      isVisible(offer, call),
    render: ({ versions: _versions, ...offer }) => offer,
  }),
  'offer.info': single<AshbyOffer>({
    scope,
    idField: 'offerId',
    resource: 'offer',
    filters: { excludeFormDefinition: flag },
    collection: (records) => records.offers,
    accept: isVisible,
    render: (offer, { input }) =>
      input['excludeFormDefinition'] === true ? offer : { ...offer, formDefinition: offerForm },
  }),
};

/** An offer has no date of its own: it began with its first version. */
function createdAtOf({ versions, latestVersion }: AshbyOffer): string {
  return (versions[0] ?? latestVersion).createdAt;
}

function isVisible(offer: AshbyOffer, { records, visibility }: AshbyCall): boolean {
  return visibility.isApplicationVisible(records.applications.find(offer.applicationId));
}
