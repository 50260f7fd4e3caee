import type { ApplicationRecord } from '@hirewire/connector-kit';
import type { RecruiteeCandidate, RecruiteePlacement } from '../remote-types.ts';
import type { OfferBook } from './offer-list.ts';

/** The placements of a candidate that are in jobs, and not in talent pools. */
export function applicationsOf(
  { placements }: Pick<RecruiteeCandidate, 'placements'>,
  { pools }: Pick<OfferBook, 'pools'>,
): RecruiteePlacement[] {
  return (placements ?? []).filter((placement) => {
    const offer = offerOf(placement);
    return offer !== null && !pools.has(offer);
  });
}

export function offerOf({ offer_id: id, offer }: RecruiteePlacement): string | null {
  return id ?? offer?.id ?? null;
}

/** `hired_in_this_placement` is false beside a date of hiring in recorded answers: the date counts. */
export function outcomeOf(placement: RecruiteePlacement): ApplicationRecord['outcome'] {
  if (placement.hired_at) return 'HIRED';
  const { disqualified_at: at, disqualify_kind: kind, disqualify_reason: reason } = placement;
  return at || kind || reason?.name ? 'DECLINED' : 'PENDING';
}
