import { notFound } from '../envelope.ts';
import type { AnnouncedFile } from '../files.ts';
import { uploadContexts } from '../files.ts';
import { filledText, integer, oneOf, required, text, textOf } from '../fields.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import type { AshbyFileHandle } from '../types.ts';

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
        context: input['fileUploadContext'] as AnnouncedFile['context'],
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
