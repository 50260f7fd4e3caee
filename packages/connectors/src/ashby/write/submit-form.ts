import { RemoteError, lookUntilShown } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  ConnectorContext,
  CreateApplicationInput,
  Json,
  OutgoingFile,
} from '@hirewire/connector-kit';
import { callAshby, changeAshby } from '../call-ashby.ts';
import { answerOfCandidate, resumePath, toFieldValue } from '../form-fields.ts';
import { AshbyApplication, AshbySubmission } from '../remote-types.ts';
import type { AshbyFormField } from '../remote-types.ts';
import { requireAnswerable } from './application-form.ts';
import type { ApplicationForm } from './application-form.ts';
import { parseAnswer } from './parse-answer.ts';
import { uploadFile } from './upload-file.ts';

export interface Submitted {
  application: AshbyApplication;
  /** The CV went along with the form. */
  hasResume: boolean;
}

/** https://developers.ashbyhq.com/reference/applicationformsubmit */
export async function submitForm(
  context: ConnectorContext,
  { postingId, fields }: ApplicationForm,
  input: CreateApplicationInput & { answers: readonly AnswerDraft[] },
): Promise<Submitted> {
  requireAnswerable(fields);
  const { candidate, attachments } = input;
  const answered = new Set(input.answers.map(({ questionRemoteId }) => questionRemoteId));
  const resume = attachments.find(({ type }) => type === 'CV')?.file;
  const hasResume = resume !== undefined && fields.has(resumePath) && !answered.has(resumePath);
  const fieldSubmissions: FieldSubmission[] = [
    { path: '_systemfield_name', value: `${candidate.first_name} ${candidate.last_name}`.trim() },
    { path: '_systemfield_email', value: candidate.email_address },
  ];
  if (hasResume) {
    const value = await uploadFile(context, 'ApplicationForm', resume);
    fieldSubmissions.push({ path: resumePath, value });
  }
  for (const answer of input.answers) {
    const field = fields.get(answer.questionRemoteId)?.field;
    if (field === undefined) continue;
    fieldSubmissions.push({ path: field.path, value: await toValue(context, field, answer) });
  }
  const open = [...fields.values()].filter(
    ({ field, isRequired }) => isRequired === true && !answered.has(field.path),
  );
  fieldSubmissions.push(...fromCandidate(open, candidate));
  const method = 'applicationForm.submit';
  const body = { jobPostingId: postingId, applicationForm: { fieldSubmissions } };
  const answer = await changeAshby(context, method, body);
  const { submittedFormInstance, formMessages } = parseAnswer(AshbySubmission, answer, method, {
    mayHaveHappened: true,
  });
  if (formMessages?.blocked === true) throw blocked(formMessages.blockMessageForCandidateHtml);
  return { application: await findSubmitted(context, submittedFormInstance.id), hasResume };
}

type FieldSubmission = Record<'path', string> & Record<'value', Json>;

/** What the candidate says already of these fields. */
function fromCandidate(
  fields: readonly AshbyFormField[],
  candidate: CreateApplicationInput['candidate'],
): FieldSubmission[] {
  return fields
    .map(({ field }) => ({ path: field.path, value: answerOfCandidate(field, candidate) }))
    .filter(({ value }) => value !== null);
}

async function toValue(
  context: ConnectorContext,
  field: AshbyFormField['field'],
  { value }: AnswerDraft,
): Promise<Json> {
  if (typeof value !== 'object') return toFieldValue(field, value);
  if (Array.isArray(value)) return [...(value as readonly string[])];
  return uploadFile(context, 'ApplicationForm', value as OutgoingFile);
}

async function findSubmitted(
  context: ConnectorContext,
  submittedFormInstanceId: string,
): Promise<AshbyApplication> {
  const method = 'application.info';
  return lookUntilShown(context, 'Ashby took the application form', async () => {
    try {
      const answer = await callAshby(context, method, { submittedFormInstanceId });
      return parseAnswer(AshbyApplication, answer, method);
    } catch (error) {
      if (error instanceof RemoteError && error.kind === 'not-found') return null;
      throw error;
    }
  });
}

function blocked(html: string | null | undefined): RemoteError {
  const said = html
    ?.replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return new RemoteError({
    kind: 'input',
    message:
      'Ashby blocked the application by a limit that the organisation has set' +
      `${said ? `: ${said}` : '.'}`,
    status: 200,
  });
}
