import { z } from 'zod';

import { defineReadModel } from './define-read-model.ts';
import {
  customFields,
  integrationFields,
  nullableDateTime,
  nullableText,
  remoteData,
} from './primitives.ts';
import * as shared from './shared-fields.ts';
import { CandidateSummary, JobSummary } from './summaries.ts';

export const OfferApplication = z.object({
  candidate: CandidateSummary.nullable().describe(
    'The candidate that the offer is made to; null if not synced.',
  ),
  job: JobSummary.nullable().describe('The offered job; null if not synced.'),
});
export type OfferApplication = z.infer<typeof OfferApplication>;

/** A job offer. It usually goes DRAFT, APPROVED, SENT, then ACCEPTED or DECLINED. */
export const Offer = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  status: shared.offerStatus,
  employment_start_date: nullableDateTime.describe(
    'When the employment is to start; null if not agreed.',
  ),
  application_id: nullableText.describe('Id of the application that the offer belongs to.'),
  custom_fields: customFields,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  application: OfferApplication.nullable().describe(
    'Candidate and job of the application; null if the application is not synced.',
  ),
  integration_fields: integrationFields,
  remote_data: remoteData,
});
export type Offer = z.infer<typeof Offer>;

export const offers = defineReadModel(Offer, {
  name: 'offers',
  label: 'Offers',
  operationId: 'get-offers',
  description:
    'Returns job offers from the last sync, including their candidate and job. `updated_after` also returns an offer if its application changed.',
  own: {
    short: ['id', 'remote_id', 'status'],
    rest: [
      'application_id',
      'custom_fields',
      'employment_start_date',
      'remote_created_at',
      'remote_updated_at',
    ],
  },
  references: { application_id: 'applications' },
  composed: ['application'],
  columns: { application_id: 'id' },
  trackedReferences: ['application_id'],
  personal: ['custom_fields'],
  trackedBy: ['application_id'],
});
