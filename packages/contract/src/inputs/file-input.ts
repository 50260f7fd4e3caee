import { z } from 'zod';

import { attachmentType } from '../models/shared-fields.ts';

const fileShape = {
  name: z
    .string()
    .describe('File name with its extension, at most 255 characters. Folders are removed.'),
  content_type: z
    .string()
    // https://www.rfc-editor.org/rfc/rfc6838#section-4.2
    .regex(
      /^[\dA-Za-z][\w!#$&^.+-]{0,126}\/[\dA-Za-z][\w!#$&^.+-]{0,126}$/,
      'must be a MIME type such as application/pdf',
    )
    .optional()
    .describe(
      'MIME type, such as application/pdf. Required with `data`. With `data_url`, the default is the type that the server sends.',
    ),
  data_url: z
    .url()
    .optional()
    .describe(
      'Public URL of the file. Hirewire downloads it immediately, without authentication, within 30 seconds. Send either this or `data`. Prefer it for large files.',
    ),
  data: z
    .string()
    .optional()
    .describe(
      'The file in base64, without a `data:` prefix. Requires `content_type`. Send either this or `data_url`.',
    ),
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
  .object({ ...fileShape, type: attachmentType })
  .refine(hasOneContent, oneContentRule)
  .refine(namesItsType, typeRule);
export type AttachmentInput = z.infer<typeof AttachmentInput>;
