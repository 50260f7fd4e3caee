import { z } from 'zod';

import { optionalEmailAddresses } from './contact-details.ts';
import { nullableInteger, nullableText } from './primitives.ts';

/** The short forms in which a record appears inside another one. */
export const JobSummary = z.object({
  id: z.string(),
  remote_id: z.string(),
  name: nullableText,
});
export type JobSummary = z.infer<typeof JobSummary>;

export const TagSummary = z.object({
  id: z.string(),
  remote_id: nullableText,
  name: nullableText,
});
export type TagSummary = z.infer<typeof TagSummary>;

/** A stage without status and custom fields, as candidates and created applications show it. */
export const StageSummary = z.object({
  id: z.string(),
  remote_id: nullableText,
  name: nullableText,
  index: nullableInteger,
});
export type StageSummary = z.infer<typeof StageSummary>;

/** A candidate inside an interview or an offer. */
export const CandidateSummary = z.object({
  id: z.string(),
  remote_id: z.string(),
  first_name: nullableText,
  last_name: nullableText,
  email_addresses: optionalEmailAddresses,
});
export type CandidateSummary = z.infer<typeof CandidateSummary>;

/** A user inside an interview or a hiring team. */
export const userSummaryShape = {
  id: z.string(),
  remote_id: nullableText,
  first_name: nullableText,
  last_name: nullableText,
};
