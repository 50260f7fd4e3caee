import type { AshbyFileHandle } from './candidates.ts';
import type { AshbyCustomField, AshbyUser } from './organization.ts';

export interface AshbyOfferVersion {
  id: string;
  startDate: string | null;
  salary: { currencyCode: string; value: number } | null;
  createdAt: string;
  openingId: string | null;
  customFields: AshbyCustomField[];
  fileHandles: AshbyFileHandle[];
  author: AshbyUser | null;
  approvalStatus: 'Approved' | 'WaitingOnApprovals' | 'Declined' | null;
}

export type AshbyOfferStatus =
  | 'WaitingOnApprovalStart'
  | 'WaitingOnOfferApproval'
  | 'WaitingOnApprovalDefinition'
  | 'WaitingOnCandidateResponse'
  | 'CandidateRejected'
  | 'CandidateAccepted'
  | 'OfferCancelled';

/** The shape of offer.info without its form; offer.list leaves out `versions`. */
export interface AshbyOffer {
  id: string;
  decidedAt: string | null;
  applicationId: string;
  acceptanceStatus:
    | 'Accepted'
    | 'Declined'
    | 'Pending'
    | 'Created'
    | 'Cancelled'
    | 'WaitingOnResponse';
  offerStatus: AshbyOfferStatus;
  latestVersion: AshbyOfferVersion;
  versions: AshbyOfferVersion[];
}
