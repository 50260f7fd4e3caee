import { RemoteError, parseResults } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  ConnectorContext,
  CreateApplicationInput,
  Json,
  OutgoingFile,
} from '@hirewire/connector-kit';
import { callAshby, changeAshby, readWholeList } from '../call-ashby.ts';
import { AshbyApplication, AshbyPosting, AshbySubmission } from '../remote-types.ts';
import type { AshbyFormField, AshbyJob } from '../remote-types.ts';
import {
  answerOfCandidate,
  listAllFields,
  resumePath,
  toFieldValue,
  toFormat,
} from '../form-fields.ts';
import { parseAnswer } from './parse-answer.ts';
import { uploadFile } from './upload-file.ts';

/** The form of a posting, by the paths of its fields. */
export interface ApplicationForm {
  postingId: string;
  fields: ReadonlyMap<string, AshbyFormField>;
}

/** The form that the questions of the job come from (see chooseMainPosting in read/to-job.ts). */
export async function findForm(
  context: ConnectorContext,
  job: AshbyJob,
): Promise<ApplicationForm | null> {
  const rows = await readWholeList(context, 'jobPosting.list');
  const published = parseResults(AshbyPosting, rows, { model: 'jobs', context })
    .map(({ parsed }) => parsed)
    .filter(({ jobId }) => jobId === job.id);
  const main = published.find(({ isListed }) => isListed === true) ?? published[0];
  const jobPostingId = main?.id ?? job.jobPostingIds?.[0];
  if (jobPostingId === undefined) return null;
  const method = 'jobPosting.info';
  const unpublished = main === undefined ? { includeUnpublishedJobPostings: true } : {};
  const answer = await callAshby(context, method, { jobPostingId, ...unpublished });
  const posting = parseAnswer(AshbyPosting, answer, method);
  const fields = listAllFields(posting.applicationFormDefinition);
  return { postingId: posting.id, fields: new Map(fields.map((one) => [one.field.path, one])) };
}

/** Answers that the form has a field for, and the others (those of surveys, which have no method). */
export function splitAnswers(
  form: ApplicationForm | null,
  answers: readonly AnswerDraft[],
): { ofForm: AnswerDraft[]; others: AnswerDraft[] } {
  const isOfForm = ({ questionRemoteId: path }: AnswerDraft): boolean =>
    form?.fields.has(path) === true;
  return {
    ofForm: answers.filter(isOfForm),
    others: answers.filter((answer) => !isOfForm(answer)),
  };
}

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

// A type, as an interface has no index signature and is no JSON.
type FieldSubmission = { path: string; value: Json };

/** What the candidate says already of these fields. */
function fromCandidate(
  fields: readonly AshbyFormField[],
  candidate: CreateApplicationInput['candidate'],
): FieldSubmission[] {
  return fields
    .map(({ field }) => ({ path: field.path, value: answerOfCandidate(field, candidate) }))
    .filter(({ value }) => value !== null);
}

/** @throws RemoteError before anything is sent, as Ashby would refuse whatever is answered */
function requireAnswerable(fields: ApplicationForm['fields']): void {
  const lost = [...fields.values()].find(
    ({ field, isRequired }) => isRequired === true && toFormat(field).type === 'UNKNOWN',
  );
  if (lost === undefined) return;
  const { title, path, type } = lost.field;
  throw new RemoteError({
    kind: 'input',
    message:
      `The application form of this job requires "${title ?? path}", a field of the type ` +
      `${type ?? 'none'}, which Ashby's API does not say how to fill. Apply without answers, or ` +
      'make the field optional in Ashby.',
    status: null,
  });
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

/** How soon a submission can be found is not documented. */
const waitsMs = [0, 500, 1000, 2000, 4000];

/** The application is there by now, whatever keeps us from seeing which it is. */
async function findSubmitted(
  context: ConnectorContext,
  submittedFormInstanceId: string,
): Promise<AshbyApplication> {
  const method = 'application.info';
  let failure: RemoteError | null = null;
  for (const waitMs of waitsMs) {
    if (waitMs > 0) await context.clock.sleep(waitMs, context.signal);
    try {
      const answer = await callAshby(context, method, { submittedFormInstanceId });
      return parseAnswer(AshbyApplication, answer, method);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      failure = error;
      if (error.kind !== 'not-found') break;
    }
  }
  const reason = failure?.kind === 'not-found' ? '' : ` (${failure?.message})`;
  throw new RemoteError({
    kind: 'unknown',
    message: `Ashby took the application form, but does not show the application yet${reason}. The next sync brings it.`,
    status: failure?.status ?? null,
    mayHaveHappened: true,
    cause: failure,
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
