import { grantedAt } from '@hirewire/connector-kit';
import type { PermissionUse } from '@hirewire/connector-kit';

/** The role of the user in whose name Hirewire reads. */
const siteAdmin = 'Site Admin';

/** Lists, and what is refused without the scope of each: a list beside others costs its fields. */
export const lists = {
  jobs: { models: ['jobs'], actions: ['createApplication'] },
  job_interview_stages: {
    models: ['application_stages'],
    fieldsOf: ['applications', 'jobs'],
  },
  applications: {
    models: ['applications'],
    fieldsOf: ['candidates', 'notes', 'scorecards'],
    actions: [
      'createApplication',
      'moveApplicationToStage',
      'addApplicationNote',
      'addApplicationResultLink',
      'addCandidateAttachment',
      'importTrackedApplication',
    ],
  },
  candidates: { models: ['candidates'], actions: ['createApplication'] },
  interviews: { models: ['interviews'] },
  offers: { models: ['offers'] },
  users: { models: ['users'] },
  user_roles: { models: ['roles'] },
  candidate_tags: {
    models: ['tags'],
    fieldsOf: ['candidates'],
    actions: ['addCandidateTag', 'removeCandidateTag'],
  },
  rejection_reasons: { models: ['rejection_reasons'], fieldsOf: ['applications'] },
  notes: { models: ['notes'] },
  scorecards: { models: ['scorecards'] },
  attachments: { actions: ['getApplicationAttachments', 'getCandidateAttachments'] },
  applied_candidate_tags: {
    fieldsOf: ['candidates'],
    actions: ['addCandidateTag', 'removeCandidateTag'],
  },
  application_stages: { fieldsOf: ['applications'] },
  rejection_details: { fieldsOf: ['applications'] },
  sources: { fieldsOf: ['candidates'], actions: ['createApplication'] },
  referrers: { actions: ['createApplication'] },
  job_posts: { fieldsOf: ['jobs'] },
  job_post_searchable_locations: { fieldsOf: ['jobs'] },
  pay_input_ranges: { fieldsOf: ['jobs'] },
  job_owners: { fieldsOf: ['jobs'] },
  job_hiring_managers: { fieldsOf: ['jobs'] },
  user_job_permissions: { fieldsOf: ['jobs'] },
  departments: { fieldsOf: ['jobs'] },
  offices: { fieldsOf: ['jobs'] },
  custom_fields: { fieldsOf: ['jobs'] },
  interviewers: { fieldsOf: ['interviews', 'scorecards'] },
  job_interviews: { fieldsOf: ['interviews'] },
  scorecard_questions: { fieldsOf: ['scorecards'] },
  scorecard_question_options: { fieldsOf: ['scorecards'] },
  scorecard_question_answers: { fieldsOf: ['scorecards'] },
  scorecard_question_answer_options: { fieldsOf: ['scorecards'] },
  scorecard_candidate_attributes: { fieldsOf: ['scorecards'] },
  job_candidate_attributes: { fieldsOf: ['scorecards'] },
} as const satisfies Readonly<Record<string, PermissionUse>>;

/** Nothing is shown to a lower role, without an error. */
const whole: PermissionUse = {
  models: Object.values<PermissionUse>(lists).flatMap(({ models = [] }) => models),
};

const makesTags = { actions: ['addCandidateTag'] } as const;

/**
 * What changes something. Only Greenhouse's token host tells which of these a token has, and it would
 * have to be shown the token: they show when they are used.
 */
const writes: Readonly<Record<string, PermissionUse>> = {
  'harvest:candidates:create': { actions: ['createApplication'] },
  'harvest:candidates:update': { actions: ['createApplication'] },
  'harvest:applications:create': { actions: ['createApplication'] },
  'harvest:applications:update': { actions: ['createApplication'] },
  'harvest:applications:move': { actions: ['moveApplicationToStage'] },
  'harvest:applications:reject': { actions: ['rejectApplication'] },
  'harvest:attachments:create': {
    actions: ['addApplicationAttachment', 'addCandidateAttachment', 'createApplication'],
  },
  'harvest:notes:create': {
    actions: [
      'addApplicationNote',
      'addApplicationResultLink',
      'addCandidateResultLink',
      'createApplication',
    ],
  },
  'harvest:candidate_tags:create': makesTags,
  'harvest:applied_candidate_tags:create': makesTags,
  'harvest:applied_candidate_tags:destroy': { actions: ['removeCandidateTag'] },
};

/** https://harvestdocs.greenhouse.io/docs/authentication */
const scopeOf = (list: string): string => `harvest:${list}:list`;

const scopesAt = 'Configure, Dev Center, API Credentials';

/** Without it, answers become a note. */
const answers: PermissionUse = { actions: ['createApplication'] };

/** What it takes to send answers to a job board, where a key for it is given. */
export const jobBoardPermissions = grantedAt(scopesAt, { [scopeOf('job_boards')]: answers });

export const permissionOfJobBoard = (token: string) =>
  grantedAt('the credentials, as job_board_token', { [`Job board "${token}"`]: answers });

export const readPermissions = grantedAt(
  scopesAt,
  Object.fromEntries(
    Object.entries<PermissionUse>(lists).map(([list, use]) => [scopeOf(list), use]),
  ),
);

export const rolePermissions = grantedAt('the role of the user in whose name Hirewire acts', {
  [siteAdmin]: whole,
});

export const greenhousePermissions = {
  ...rolePermissions,
  ...readPermissions,
  ...jobBoardPermissions,
  ...grantedAt(scopesAt, writes),
};
