import { RemoteError, parseRemote, parseResults, path } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  ConnectorContext,
  CreateApplicationInput,
} from '@hirewire/connector-kit';
import { readByIds } from '../call-greenhouse.ts';
import { mainFirst, postsPath } from '../read/job-parts.ts';
import { GreenhouseJobPost } from '../remote-types.ts';
import type { GreenhouseQuestion } from '../remote-types.ts';
import { GreenhouseBoardJob, GreenhouseJobBoard } from '../remote-types-of-job-boards.ts';
import { readAllowed } from './application-body.ts';

/** The application form of a job post, as its public job board shows it. */
export interface JobBoardForm {
  /** Where it is read, and sent to. */
  path: string;
  questions: readonly GreenhouseQuestion[];
  /** The fields for the consents that it asks for. */
  consents: readonly string[];
}

/**
 * The form that the questions of a job come from. A text says why it cannot be used; null where there is
 * nothing to answer, or no key to send answers with.
 * https://developers.greenhouse.io/job-board.html#retrieve-a-job
 */
export async function findJobBoardForm(
  context: ConnectorContext,
  { answers, job }: Pick<CreateApplicationInput, 'answers' | 'job'>,
  { isKnown }: { isKnown: boolean },
): Promise<JobBoardForm | string | null> {
  if (answers.length === 0 || context.remote.credentials['hasJobBoardKey'] !== true) return null;
  // Unless the customer has switched Auto-Merge on, Greenhouse makes a second person of the same address:
  // https://support.greenhouse.io/hc/en-us/articles/208063316-Auto-Merge
  if (isKnown) return 'the job board could add a known person again';
  const post = await findPost(context, job.remoteId);
  if (post === null) return 'the job has no live post on a public job board';
  const token = await findToken(context, post);
  if (token === null) {
    return 'the token of the job board is not known: add `job_board_token` to the credentials, or the scope harvest:job_boards:list';
  }
  const formPath = path`/${token}/jobs/${post.id}`;
  const found = await readForm(context, formPath);
  // A token may be that of somebody else's board: nothing of an applicant is to go there.
  if (found?.id !== post.id) return 'the job board does not show the job';
  return {
    path: formPath,
    questions: context.isDryRun
      ? answers.map(toQuestion)
      : [...(found.location_questions ?? []), ...(found.questions ?? [])],
    consents: consentsOf(found),
  };
}

async function findPost(
  context: ConnectorContext,
  jobId: string,
): Promise<GreenhouseJobPost | null> {
  const list = { path: postsPath, filter: 'job_ids' };
  const rows = (await readAllowed(() => readByIds(context, list, [jobId]))) ?? [];
  const found = parseResults(GreenhouseJobPost, rows, { model: 'jobs', context });
  const [main] = mainFirst(found.map(({ parsed }) => parsed));
  return main?.live === true && main.internal !== true ? main : null;
}

/** A company may have several boards: the list knows which one the post is on. */
async function findToken(
  context: ConnectorContext,
  { job_board_id: board }: GreenhouseJobPost,
): Promise<string | null> {
  const list = { path: '/job_boards' };
  const rows = board ? await readAllowed(() => readByIds(context, list, [board])) : null;
  const found = parseResults(GreenhouseJobBoard, rows ?? [], { model: 'jobs', context });
  const told = context.remote.credentials['jobBoardToken'];
  return found[0]?.parsed.url_token || (typeof told === 'string' ? told : null);
}

/** Null where the board does not have it. */
async function readForm(
  context: ConnectorContext,
  formPath: string,
): Promise<GreenhouseBoardJob | null> {
  try {
    const { body } = await context.remote.request({
      method: 'GET',
      host: 'jobBoards',
      path: formPath,
      query: { questions: true },
    });
    const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
    return parseRemote(GreenhouseBoardJob, body, ref);
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'not-found') return null;
    throw error;
  }
}

/** One consent to everything is older than those to one purpose each, and goes where these are asked for. */
function consentsOf({ data_compliance: rules }: GreenhouseBoardJob): string[] {
  const asks = (name: 'consent' | 'processing_consent' | 'retention_consent'): string[] =>
    rules?.some((rule) => rule[`requires_${name}`] === true) === true ? [`gdpr_${name}_given`] : [];
  const ofPurposes = [...asks('processing_consent'), ...asks('retention_consent')];
  return ofPurposes.length > 0 ? ofPurposes : asks('consent');
}

/** A dry run has not seen the form: it has what is answered. */
function toQuestion({ questionRemoteId: name, title, format }: AnswerDraft): GreenhouseQuestion {
  const options = 'options' in format ? format.options : [];
  const types: Readonly<Record<string, string>> = {
    FILE: 'input_file',
    SINGLE_SELECT: 'multi_value_single_select',
    MULTI_SELECT: 'multi_value_multi_select',
  };
  const values = options.map(({ remote_id: id, name: label }) => ({ value: id ?? null, label }));
  return { label: title, fields: [{ name, type: types[format.type] ?? 'input_text', values }] };
}
