import type {
  JobPosting,
  JobRecord,
  OfferRecord,
  QuestionFormat,
  RoleRecord,
} from '@hirewire/connector-kit';

/** Lever's words and the wire's. A word with null is known and has no counterpart. */
type Words<Word> = Readonly<Record<string, Word | null>>;

export const jobStatuses: Words<'DRAFT' | 'OPEN' | 'CLOSED' | 'ARCHIVED'> = {
  published: 'OPEN',
  internal: 'OPEN',
  closed: 'CLOSED',
  draft: 'DRAFT',
  pending: 'DRAFT',
  rejected: 'ARCHIVED',
};

export const postingStatuses: Readonly<Record<string, NonNullable<JobPosting['status']>>> = {
  OPEN: 'ACTIVE',
  DRAFT: 'DRAFT',
  CLOSED: 'INACTIVE',
  ARCHIVED: 'INACTIVE',
};

/** Commitments are the customer's own words; these parts tell what they are. The first match counts. */
export const commitments: readonly (readonly [RegExp, string])[] = [
  [/\bintern(?:s|ship)?\b|\btrainee\b/i, 'INTERNSHIP'],
  [/\bseasonal\b|\btemp(?:orary)?\b/i, 'SEASONAL'],
  [/\bcontract(?:or)?\b|\bfreelance\b/i, 'CONTRACT'],
  [/\bpart[\s-]?time\b/i, 'PART_TIME'],
  [/\bfull[\s-]?time\b/i, 'FULL_TIME'],
];

export const workplaceTypes: Words<string> = {
  remote: 'REMOTE',
  hybrid: 'HYBRID',
  'on-site': 'ON_SITE',
  onsite: 'ON_SITE',
  unspecified: null,
};

/** Recorded: per-year-salary, per-month-salary, per-hour-wage. The others are not verified. */
export const salaryPeriods: Words<string> = {
  'per-year-salary': 'YEAR',
  'per-month-salary': 'MONTH',
  'bi-week-salary': 'TWO_WEEKS',
  'per-week-salary': 'WEEK',
  'per-day-wage': 'DAY',
  'per-hour-wage': 'HOUR',
  'bi-month-salary': null,
  'semi-month-salary': null,
  'one-time': null,
};

/** Recorded: draft; documented by others: approved, sent, signed, denied. The rest is not verified. */
export const offerStatuses: Words<NonNullable<OfferRecord['status']>> = {
  draft: 'DRAFT',
  'approval-sent': 'DRAFT',
  approved: 'APPROVED',
  sent: 'SENT',
  'sent-manually': 'SENT',
  opened: 'SENT',
  signed: 'ACCEPTED',
  // Denied within the company: a candidate's no is an archive reason.
  denied: 'ABANDONED',
};

/** Access roles, whose texts are their ids. */
export const accessRoles: Readonly<Record<string, RoleRecord['unified_type']>> = {
  'super admin': 'ADMIN',
  admin: 'ADMIN',
  'team member': null,
  'limited team member': null,
  interviewer: 'INTERVIEWER',
};

export const accessRoleIds: Words<string> = Object.fromEntries(
  Object.keys(accessRoles).map((name) => [name, name]),
);

interface PostingRole {
  remote_label: string;
  unified_type: RoleRecord['unified_type'];
}

/** Roles on a posting, by the word that `GET /postings/{id}/users` has, and the hiring manager. */
export const postingRoles: Readonly<Record<string, PostingRole>> = {
  'hiring-manager': { remote_label: 'Hiring manager', unified_type: 'HIRING_MANAGER' },
  owner: { remote_label: 'Posting owner', unified_type: 'RECRUITER' },
  admin: { remote_label: 'Posting admin', unified_type: null },
  limited: { remote_label: 'Posting limited access', unified_type: null },
  team: { remote_label: 'Posting team member', unified_type: null },
};

/** Access roles have the same words. */
export const postingRoleId = (word: string): string => `posting:${word}`;

export const postingRoleIds: Words<string> = Object.fromEntries(
  Object.keys(postingRoles).map((word) => [word, postingRoleId(word)]),
);

type SelectFormat = Extract<QuestionFormat, { options: unknown }>['type'];
type PlainFormat = Exclude<QuestionFormat, { options: unknown } | { type: 'UNKNOWN' }>;

/** Types of form fields that have a counterpart. All others are UNKNOWN. */
export const fieldFormats: Readonly<Record<string, PlainFormat>> = {
  text: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  textarea: { type: 'TEXT', display_type: 'MULTI_LINE' },
  code: { type: 'TEXT', display_type: 'MULTI_LINE' },
  'yes-no': { type: 'BOOLEAN' },
  date: { type: 'DATE' },
  'file-upload': { type: 'FILE' },
  currency: { type: 'NUMBER' },
  score: { type: 'NUMBER' },
  'score-system': { type: 'NUMBER' },
};

export const selectFormats: Readonly<Record<string, SelectFormat>> = {
  dropdown: 'SINGLE_SELECT',
  'multiple-choice': 'SINGLE_SELECT',
  university: 'SINGLE_SELECT',
  'multiple-select': 'MULTI_SELECT',
};

export const stateOfJob = (state: string | null | undefined): JobRecord['status'] =>
  jobStatuses[state ?? ''] ?? null;
