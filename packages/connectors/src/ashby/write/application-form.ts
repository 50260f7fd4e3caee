import { RemoteError, parseResults } from '@hirewire/connector-kit';
import type { AnswerDraft, ConnectorContext } from '@hirewire/connector-kit';
import { callAshby, readWholeList } from '../call-ashby.ts';
import { listAllFields, toFormat } from '../form-fields.ts';
import { AshbyPosting } from '../remote-types.ts';
import type { AshbyFormField, AshbyJob } from '../remote-types.ts';
import { parseAnswer } from './parse-answer.ts';

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

/** @throws RemoteError before anything is sent, as Ashby would refuse whatever is answered */
export function requireAnswerable(fields: ApplicationForm['fields']): void {
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
