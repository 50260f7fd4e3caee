import { z } from 'zod';

import { attachmentTypes } from '../models/vocabulary.ts';

const fileShape = {
  name: z.string(),
  content_type: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'must be a MIME type such as application/pdf')
    .optional(),
  data_url: z
    .url()
    .optional()
    .describe('Where the file can be fetched at once, without authentication.'),
  data: z.string().optional().describe('The file itself in base64; needs `content_type`.'),
};

interface FileContent {
  readonly content_type?: string | undefined;
  readonly data_url?: string | undefined;
  readonly data?: string | undefined;
}

const hasOneContent = (file: FileContent) =>
  (file.data === undefined) !== (file.data_url === undefined);
const namesItsType = (file: FileContent) =>
  file.data === undefined || file.content_type !== undefined;

const oneContentRule = { message: 'needs exactly one of `data` and `data_url`' };
const typeRule = { message: 'is required with `data`', path: ['content_type'] };

/** A file: its bytes in base64 or an address to fetch them from, never both. */
export const FileInput = z
  .object(fileShape)
  .refine(hasOneContent, oneContentRule)
  .refine(namesItsType, typeRule);
export type FileInput = z.infer<typeof FileInput>;

/** A file for an application or candidate. The first CV becomes the résumé. */
export const AttachmentInput = z
  .object({ ...fileShape, type: z.enum(attachmentTypes) })
  .refine(hasOneContent, oneContentRule)
  .refine(namesItsType, typeRule);
export type AttachmentInput = z.infer<typeof AttachmentInput>;
