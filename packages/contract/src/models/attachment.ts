import { z } from 'zod';

import { nullableText, recordIdText } from './primitives.ts';
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

/** Where a sync has stored a file: in a bucket of your own. The official SDKs know no other kind. */
export const ContentReference = z.object({
  type: z.literal('s3').describe('Kind of the storage: always an S3-compatible bucket.'),
  bucket: z.string().describe('Name of the bucket.'),
  key: z.string().describe('Key of the object in the bucket, with the prefix that is set up.'),
});
export type ContentReference = z.infer<typeof ContentReference>;

/** A file that a sync has stored, listed without asking the tool. */
export const SyncedAttachment = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  candidate_id: z.string().describe('Id of the candidate that the file belongs to.'),
  application_id: shared.applicationIdOfCandidate,
  type: shared.attachmentType
    .nullable()
    .describe('What the file is: a CV, a COVER_LETTER, or OTHER; null where that is not known.'),
  file_name: nullableText.describe('Name of the file; null where the tool does not tell.'),
  content_ref: ContentReference.nullable()
    .optional()
    .describe('Where the file is stored; null where it is in no bucket.'),
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
});
export type SyncedAttachment = z.infer<typeof SyncedAttachment>;
