import { z } from 'zod';

import { recordIdText } from './primitives.ts';
import * as shared from './shared-fields.ts';

/**
 * A file of an applicant, read live from the tool. Treat `data_url` as short-lived: fetch the file
 * at once. In the answer about one application the id has no fixed shape.
 */
export const ApplicationAttachment = z.object({
  id: z.string().describe("Hirewire's id of the file; the same at every read."),
  type: shared.attachmentType,
  remote_id: shared.remoteId,
  data_url: z
    .string()
    .describe(
      'Where the file can be fetched, without a key. Expires after 15 minutes: fetch it at once, do not store it.',
    ),
  file_name: z.string().describe('Name of the file, with its ending.'),
  content_type: z.string().describe('MIME type of the file, such as application/pdf.'),
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
});
export type ApplicationAttachment = z.infer<typeof ApplicationAttachment>;

/** The same, for a candidate: it says which application the file came with. */
export const CandidateAttachment = z.object({
  ...ApplicationAttachment.shape,
  id: recordIdText.describe("Hirewire's id of the file; the same at every read."),
  application_id: recordIdText
    .nullable()
    .describe('Id of the application that the file came with; null for files of the candidate.'),
  candidate_id: recordIdText.describe('Id of the candidate that was asked about.'),
});
export type CandidateAttachment = z.infer<typeof CandidateAttachment>;
