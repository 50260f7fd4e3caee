import { z } from 'zod';

import { nullableText, recordIdText } from './primitives.ts';
import * as shared from './shared-fields.ts';

/**
 * A file of an applicant, read live from the tool. Treat `data_url` as short-lived: fetch the file
 * at once. In the answer about one application the id has no fixed shape.
 */
export const ApplicationAttachment = z.object({
  id: z.string().describe('Id of the file in Hirewire. It is the same in every response.'),
  type: shared.attachmentType,
  remote_id: shared.remoteId,
  data_url: z
    .string()
    .describe(
      'URL of the file, which needs no API key. It expires after 15 minutes: download the file immediately, and do not store the URL.',
    ),
  file_name: z.string().describe('File name, with its extension.'),
  content_type: z.string().describe('MIME type of the file, such as application/pdf.'),
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
});
export type ApplicationAttachment = z.infer<typeof ApplicationAttachment>;

/** The same, for a candidate: it says which application the file came with. */
export const CandidateAttachment = z.object({
  ...ApplicationAttachment.shape,
  id: recordIdText.describe('Id of the file in Hirewire. It is the same in every response.'),
  application_id: recordIdText
    .nullable()
    .describe('Id of the application that the file belongs to; null for files of the candidate.'),
  candidate_id: recordIdText.describe('Id of the candidate in the request.'),
});
export type CandidateAttachment = z.infer<typeof CandidateAttachment>;

/** Where a sync has stored a file: in a bucket of your own. The official SDKs know no other kind. */
export const ContentReference = z.object({
  type: z.literal('s3').describe('Kind of storage: always an S3-compatible bucket.'),
  bucket: z.string().describe('Name of the bucket.'),
  key: z.string().describe('Key of the object in the bucket, with the configured prefix.'),
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
    .describe('Type of the file: CV, COVER_LETTER or OTHER; null if unknown.'),
  file_name: nullableText.describe('File name; null if unknown.'),
  content_ref: ContentReference.nullable()
    .optional()
    .describe('Where the file is stored; null if it is not in a bucket.'),
  remote_created_at: shared.remoteCreatedAt,
  remote_updated_at: shared.remoteUpdatedAt,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
});
export type SyncedAttachment = z.infer<typeof SyncedAttachment>;
