import { RemoteError } from '@hirewire/connector-kit';
import type { CreateApplicationInput, Json, OutgoingAttachment } from '@hirewire/connector-kit';
import { toRecruiterFile } from './files.ts';

/** Ids of what was made. */
export interface Made {
  applicationId: string;
  candidateId: string;
}

export function splitFiles({ attachments }: CreateApplicationInput) {
  const cv = attachments.find(({ type }) => type === 'CV');
  return { cv, others: attachments.filter((one) => one !== cv) };
}

/** Source and files of an application. */
export function toDetails(
  { source }: CreateApplicationInput,
  files: readonly OutgoingAttachment[],
): { [name: string]: Json } {
  return {
    ...(source.name !== null && { referer: source.name }),
    ...(files.length > 0 && {
      recruiter_files: files.map(({ file }) => toRecruiterFile(file, true)),
    }),
  };
}

export function notNamed(what: string): RemoteError {
  return new RemoteError({
    kind: 'unknown',
    message: `onlyfy took the ${what}, but does not tell which it is. The next sync brings it.`,
    status: null,
    mayHaveHappened: true,
  });
}
