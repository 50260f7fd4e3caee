import { z } from 'zod';

import {
  customFields,
  dateTime,
  integrationFields,
  nullableDateTime,
  nullableText,
  remoteData,
} from './primitives.ts';
import { CandidateSummary, JobSummary } from './summaries.ts';
import { offerStatuses } from './vocabulary.ts';

export const OfferApplication = z.object({
  candidate: CandidateSummary.nullable(),
  job: JobSummary.nullable(),
});
export type OfferApplication = z.infer<typeof OfferApplication>;

/** A job offer. It usually goes DRAFT, APPROVED, SENT, then ACCEPTED or DECLINED. */
export const Offer = z.object({
  id: z.string(),
  remote_id: nullableText,
  status: z.enum(offerStatuses).nullable(),
  employment_start_date: nullableDateTime,
  application_id: nullableText,
  custom_fields: customFields,
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  remote_created_at: nullableDateTime,
  remote_updated_at: nullableDateTime,
  application: OfferApplication.nullable(),
  integration_fields: integrationFields,
  remote_data: remoteData,
});
export type Offer = z.infer<typeof Offer>;
