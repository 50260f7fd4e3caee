import { RemoteError, parseRemote, path, nullIfGone } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  OutgoingFile,
} from '@hirewire/connector-kit';
import { changeLever, getLever } from '../call-lever.ts';
import { detailId } from '../read/screening-questions.ts';
import { LeverApplied, LeverApplyForm, LeverUpload } from '../remote-types.ts';
import { requireSize, fileTimeoutMs } from './attachments.ts';
import {
  detailsBesideForm,
  detailsOf,
  fullNameOf,
  linksOf,
  locationOf,
} from './candidate-details.ts';
import { findMade } from './find-applications.ts';
import type { MadeApplication } from './find-applications.ts';
import { toFormAnswers, toUrls } from './form-body.ts';

export interface AppliedByForm extends MadeApplication {
  /** Lines that the form had no field for. */
  details: string[];
  hasResume: boolean;
  warnings: string[];
}

/**
 * Submits the application form of a posting, as a careers page does.
 * https://hire.lever.co/developer/documentation#apply-to-a-posting
 */
export async function applyByForm(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<AppliedByForm> {
  const { candidate, source } = input;
  const formPath = path`/postings/${input.job.remoteId}/apply`;
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const form = parseRemote(LeverApplyForm, await getLever(context, formPath), ref);
  const upload = (file: OutgoingFile): Promise<string> => uploadFile(context, file);
  const { answers, details, warnings } = await toFormAnswers(form ?? {}, input.answers, {
    upload,
    isDryRun: context.isDryRun,
  });
  const information = await toInformation(form, input, { upload, answered: details });
  const answer = await nullIfGone(() =>
    changeLever(context, {
      method: 'POST',
      path: formPath,
      json: {
        ...answers,
        personalInformation: information.fields,
        urls: toUrls(form, { links: linksOf(candidate), details }),
        ...(source.name !== null && { source: source.name }),
      },
    }),
  );
  // It was open, and had a form, a moment ago.
  if (answer === null) throw closed(input.job.remoteId);
  const applied = LeverApplied.safeParse(answer);
  if (!applied.success) throw unnamed();
  const { applicationId } = applied.data;
  const made = await findMade(context, { applicationId, email: candidate.email_address });
  return { ...made, details: information.details, hasResume: information.hasResume, warnings };
}

interface Information {
  fields: { name: string; value: string }[];
  details: string[];
  hasResume: boolean;
}

/** What the form asks for and the candidate has; what is required and missing is Lever's to refuse. */
async function toInformation(
  form: LeverApplyForm | null,
  { candidate, attachments }: CreateApplicationInput,
  {
    upload,
    answered,
  }: { upload: (file: OutgoingFile) => Promise<string>; answered: ReadonlyMap<string, string> },
): Promise<Information> {
  const names = form?.personalInformation?.map(({ name }) => name) ?? ['fullName', 'email'];
  const details = [...detailsBesideForm(candidate, names), ...detailsOf(candidate)];
  const isResumeSent = names.includes('resume') && !answered.has(detailId('resume'));
  const resume = isResumeSent ? attachments.find(({ type }) => type === 'CV') : undefined;
  if (resume !== undefined) requireSize(resume);
  const values: Readonly<Record<string, string | null>> = {
    fullName: fullNameOf(candidate),
    email: candidate.email_address,
    phone: candidate.phone_number,
    currentCompany: candidate.company,
    currentLocation: locationOf(candidate),
    resume: resume === undefined ? null : await upload(resume.file),
    additionalInformation: details.join('\n'),
  };
  return {
    fields: names.flatMap((name) => {
      const value = answered.get(detailId(name)) ?? values[name];
      return value ? [{ name, value }] : [];
    }),
    details: names.includes('additionalInformation') ? [] : details,
    hasResume: resume !== undefined,
  };
}

/**
 * A file of which a form has the address. It expires where nothing refers to it, so that it may be sent
 * twice. https://hire.lever.co/developer/documentation#uploads
 */
async function uploadFile(context: ConnectorContext, file: OutgoingFile): Promise<string> {
  const answer = await changeLever(context, {
    method: 'POST',
    path: '/uploads',
    form: [{ name: 'file', value: file }],
    isIdempotent: true,
    timeoutMs: fileTimeoutMs,
  });
  const upload = LeverUpload.safeParse(answer);
  if (upload.success) return upload.data.uri;
  const message = `Lever took the file "${file.name}", but does not tell how to name it. Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status: 200 });
}

function closed(postingId: string): RemoteError {
  const message = `The job ${postingId} takes no applications in Lever any more.`;
  return new RemoteError({ kind: 'job-closed', message, status: 404 });
}

function unnamed(): RemoteError {
  const message =
    'Lever took the application, but does not tell which it is. The next sync brings it.';
  return new RemoteError({ kind: 'unknown', message, status: 200, mayHaveHappened: true });
}
