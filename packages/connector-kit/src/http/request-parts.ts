import type { OutgoingFile } from './files.ts';

/** A body in pieces, which may be asked for again for a second try. */
export type StreamedBody = Pick<OutgoingFile, 'contentType' | 'size' | 'chunks'>;

/** The fields of a plain form, in their order. */
export type UrlEncoded = Readonly<Record<string, string | undefined>>;

/** One field of a form. */
export interface FormPart {
  name: string;
  value: string | OutgoingFile;
}
