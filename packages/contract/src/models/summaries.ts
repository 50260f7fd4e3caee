import { z } from 'zod';

import { optionalEmailAddresses } from './contact-details.ts';
import { nullableText } from './primitives.ts';
import * as shared from './shared-fields.ts';

/** The short forms in which a record appears inside another one. */
export const JobSummary = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  name: nullableText.describe('Title of the job in the tool.'),
});
export type JobSummary = z.infer<typeof JobSummary>;

export const TagSummary = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  name: nullableText.describe('Text of the tag.'),
});
export type TagSummary = z.infer<typeof TagSummary>;

/** A stage without status and custom fields, as candidates and created applications show it. */
export const StageSummary = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  name: nullableText.describe('Name of the stage, as shown in the tool.'),
  index: shared.stageIndex,
});
export type StageSummary = z.infer<typeof StageSummary>;

/** A candidate inside an interview or an offer. */
export const CandidateSummary = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  first_name: shared.firstName,
  last_name: shared.lastName,
  email_addresses: optionalEmailAddresses,
});
export type CandidateSummary = z.infer<typeof CandidateSummary>;

/** A user, wherever one is shown. */
export const userSummaryShape = {
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  first_name: shared.firstName,
  last_name: shared.lastName,
  email: shared.userEmail,
};
