import { invalidInput, notFound } from '../envelope.ts';
import { filledText, integer, oneOf, required, text, textOf } from '../../kit/fields.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import type { AshbyFileHandle } from '../types.ts';

/** What the vendor lets a client upload a file for. */
const uploadContexts = ['CandidateResume', 'CandidateFiles', 'ApplicationForm'] as const;
export type UploadContext = (typeof uploadContexts)[number];

export const fileMethods: Record<string, AshbyMethod> = {
  'file.createFileUploadHandle': {
    scope: 'candidates:write',
    fields: {
      fileUploadContext: required(oneOf(...uploadContexts)),
      filename: required(filledText),
      contentType: required(filledText),
      contentLength: required(integer(1)),
    },
    answer: ({ input, files, origin }) => {
      const { path, handle, fields } = files.announce({
        context: textOf(input, 'fileUploadContext'),
        filename: textOf(input, 'filename'),
        contentType: textOf(input, 'contentType'),
        contentLength: Number(input['contentLength']),
      });
      return { results: { handle, url: `${origin}${path}`, fields } };
    },
  },
  'file.info': {
    scope: 'candidates:read',
    fields: { fileHandle: required(text) },
    answer: (call) => {
      const file = askedFile(call);
      if (file === null) throw notFound('file');
      return { results: { url: `${call.origin}${call.files.linkTo(file)}` } };
    },
  },
};

/** Turns an upload into a file of the organisation; throws Ashby's error for a wrong handle. */
export function keptFile(
  { files }: AshbyCall,
  uploadHandle: string,
  context: UploadContext,
): AshbyFileHandle {
  const file = files.keep(uploadHandle, context);
  if (file === 'unknown') throw invalidInput('The file handle is invalid');
  if (file === 'not uploaded') throw invalidInput('The file was not uploaded');
  return file;
}

/** Looked for where it is shown: an index would cost memory for every seeded file. */
function askedFile({ input, records, visibility }: AshbyCall): AshbyFileHandle | null {
  const handle = textOf(input, 'fileHandle');
  const isAsked = (file: AshbyFileHandle | null): boolean => file?.handle === handle;
  for (const candidate of records.candidates.values()) {
    const file = [candidate.resumeFileHandle, ...candidate.fileHandles].find(isAsked);
    if (file !== undefined) return visibility.isCandidateVisible(candidate) ? file : null;
  }
  for (const [applicationId, submissions] of records.submissions) {
    const answers = submissions.flatMap(({ submittedValues }) => Object.values(submittedValues));
    const file = (answers as (AshbyFileHandle | null)[]).find(isAsked);
    if (file === undefined) continue;
    const application = records.applications.find(applicationId);
    return visibility.isApplicationVisible(application) ? file : null;
  }
  return null;
}
