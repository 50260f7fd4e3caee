import { z } from 'zod';

import { nullableDateTime, recordIdText } from './primitives.ts';
import { attachmentTypes } from './vocabulary.ts';

/**
 * A file of an applicant, read live from the tool. Treat `data_url` as short-lived: fetch the file
 * at once. In the answer about one application the id has no fixed shape.
 */
export const ApplicationAttachment = z.object({
  id: z.string(),
  type: z.enum(attachmentTypes),
  remote_id: z.string(),
  data_url: z.string(),
  file_name: z.string(),
  content_type: z.string(),
  remote_created_at: nullableDateTime,
  remote_updated_at: nullableDateTime,
});
export type ApplicationAttachment = z.infer<typeof ApplicationAttachment>;

/** The same, for a candidate: it says which application the file came with. */
export const CandidateAttachment = z.object({
  ...ApplicationAttachment.shape,
  id: recordIdText,
  application_id: recordIdText.nullable(),
  candidate_id: recordIdText,
});
export type CandidateAttachment = z.infer<typeof CandidateAttachment>;
