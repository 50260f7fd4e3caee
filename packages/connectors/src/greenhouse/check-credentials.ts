import { RemoteError, findMissing, inParallel, path } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck, PermissionUse } from '@hirewire/connector-kit';
import { findRows } from './call-greenhouse.ts';
import { insteadOfKey } from './client.ts';

/** Lists, and what is refused without the permission for each: a list beside others costs its fields. */
const lists: Readonly<Record<string, PermissionUse>> = {
  jobs: { models: ['jobs'], actions: ['createApplication'] },
  job_interview_stages: { models: ['application_stages'] },
  applications: {
    models: ['applications'],
    actions: [
      'createApplication',
      'moveApplicationToStage',
      'addApplicationNote',
      'addApplicationResultLink',
      'addCandidateAttachment',
    ],
  },
  candidates: { models: ['candidates'], actions: ['createApplication'] },
  interviews: { models: ['interviews'] },
  offers: { models: ['offers'] },
  users: { models: ['users'] },
  user_roles: { models: ['roles'] },
  candidate_tags: { models: ['tags'], actions: ['addCandidateTag', 'removeCandidateTag'] },
  rejection_reasons: { models: ['rejection_reasons'] },
  notes: { models: ['notes'] },
  scorecards: { models: ['scorecards'] },
  attachments: { actions: ['getApplicationAttachments', 'getCandidateAttachments'] },
  applied_candidate_tags: { actions: ['addCandidateTag', 'removeCandidateTag'] },
  application_stages: {},
  rejection_details: {},
  sources: {},
  referrers: {},
  job_posts: {},
  job_post_searchable_locations: {},
  pay_input_ranges: {},
  job_owners: {},
  job_hiring_managers: {},
  user_job_permissions: {},
  departments: {},
  offices: {},
  custom_fields: {},
  interviewers: {},
  job_interviews: {},
  scorecard_questions: {},
  scorecard_question_options: {},
  scorecard_question_answers: {},
  scorecard_question_answer_options: {},
  scorecard_candidate_attributes: {},
  job_candidate_attributes: {},
};

/** https://harvestdocs.greenhouse.io/docs/authentication */
const scopeOf = (list: string): string => `harvest:${list}:list`;
const siteAdmin = 'Site Admin';

/** Nothing is shown to a lower role, without an error. */
const whole: PermissionUse = {
  models: Object.values(lists).flatMap(({ models = [] }) => models),
};

/**
 * Asks for one row of every list. Only Greenhouse's token host tells the scopes of a token, and it
 * would have to be shown the token: scopes to change something show when they are used.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  // A first one alone, so that wrong credentials are refused once.
  const users = await ask(context, 'users');
  const others = Object.keys(lists).filter((list) => list !== 'users');
  const answers = await inParallel(
    others,
    async (list) => [list, await ask(context, list)] as const,
  );
  const refused = new Set(
    [['users', users] as const, ...answers].flatMap(([list, rows]) =>
      rows === null ? [list] : [],
    ),
  );
  const scopes = Object.entries(lists).map(([list, use]) => [scopeOf(list), use] as const);
  const missing = findMissing(
    Object.fromEntries(scopes),
    (scope) => !refused.has(scope.split(':')[1] ?? ''),
  );
  // Everybody has at least the user who made the credentials.
  const seesNobody = users !== null && users.length === 0;
  const role = findMissing({ [siteAdmin]: whole }, () => !seesNobody);
  const ofJobBoard = await findMissingOfJobBoard(context);
  return { missingPermissions: [...role, ...missing, ...ofJobBoard], accountLabel: null };
}

/**
 * What sending answers to a job board takes beside its key. The key itself cannot be checked: requests
 * that need it make applications.
 */
async function findMissingOfJobBoard(
  context: ConnectorContext,
): Promise<CredentialsCheck['missingPermissions']> {
  const { hasJobBoardKey: hasKey, jobBoardToken: token = null } = context.remote.credentials;
  if (hasKey !== true) return [];
  if (typeof token === 'string') {
    const request = { method: 'GET', host: 'jobBoards', path: path`/${token}` } as const;
    const board = await context.remote.request(request).catch(missingAsNull);
    return findMissing({ [`Job board "${token}"`]: {} }, () => board !== null);
  }
  const boards = await ask(context, 'job_boards');
  return findMissing({ [scopeOf('job_boards')]: {} }, () => boards !== null);
}

function missingAsNull(error: unknown): null {
  if (error instanceof RemoteError && error.kind === 'not-found') return null;
  throw error;
}

/** Null where the credentials may not read it. */
async function ask(context: ConnectorContext, list: string): Promise<unknown[] | null> {
  try {
    return await findRows(context, `/${list}`);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    // A list that Greenhouse does not have (any more) is no missing permission.
    if (error.kind === 'not-found') return [null];
    if (error.kind !== 'authentication') throw error;
    const { kind, status, remoteCode, remoteRequestId } = error;
    const message = `${error.message} ${insteadOfKey}`;
    throw new RemoteError({ kind, message, status, remoteCode, remoteRequestId, cause: error });
  }
}
