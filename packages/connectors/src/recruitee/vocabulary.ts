import type { JobPosting, JobRecord, QuestionFormat, RoleRecord } from '@hirewire/connector-kit';

/** Recruitee's words and the wire's. A word with null is known and has no counterpart. */
type Words<Word> = Readonly<Record<string, Word | null>>;

export const jobStatuses: Words<'DRAFT' | 'OPEN' | 'CLOSED' | 'ARCHIVED'> = {
  published: 'OPEN',
  // Open to those who are sent the link, or see the internal job page.
  internal: 'OPEN',
  closed: 'CLOSED',
  draft: 'DRAFT',
  archived: 'ARCHIVED',
};

export const statusOfJob = (status: string | null | undefined): JobRecord['status'] =>
  jobStatuses[status ?? ''] ?? null;

export const postingStatuses: Readonly<Record<string, NonNullable<JobPosting['status']>>> = {
  OPEN: 'ACTIVE',
  DRAFT: 'DRAFT',
  CLOSED: 'INACTIVE',
  ARCHIVED: 'INACTIVE',
};

export const jobVisibilities: Readonly<Record<string, 'PUBLIC' | 'INTERNAL'>> = {
  published: 'PUBLIC',
  internal: 'INTERNAL',
};

/**
 * Codes are put together (`fulltime_permanent`, `parttime_fixed_term`), and their list is not public.
 * The first match counts.
 */
export const employmentTypes: readonly (readonly [RegExp, string])[] = [
  [/intern|trainee|apprentice|working_student/i, 'INTERNSHIP'],
  [/freelance|contract/i, 'CONTRACT'],
  [/seasonal|^temporary$/i, 'SEASONAL'],
  [/part[\s_-]?time/i, 'PART_TIME'],
  [/full[\s_-]?time/i, 'FULL_TIME'],
];

export const remoteOptions: Words<string> = {
  remote: 'REMOTE',
  hybrid: 'HYBRID',
  on_site: 'ON_SITE',
  onsite: 'ON_SITE',
  true: 'REMOTE',
  // Not remote may still be hybrid.
  false: null,
};

export const salaryPeriods: Words<string> = {
  year: 'YEAR',
  month: 'MONTH',
  week: 'WEEK',
  day: 'DAY',
  hour: 'HOUR',
};

interface JobRole {
  remote_label: string;
  unified_type: NonNullable<RoleRecord['unified_type']>;
}

/** The two users that an offer names. */
export const jobRoles: Readonly<Record<'hiring_manager' | 'recruiter', JobRole>> = {
  hiring_manager: { remote_label: 'Hiring manager', unified_type: 'HIRING_MANAGER' },
  recruiter: { remote_label: 'Recruiter', unified_type: 'RECRUITER' },
};

/** Roles of the account may have the same names. */
export const jobRoleId = (name: keyof typeof jobRoles): string => `offer:${name}`;

/** Roles of the account that come with it. Customers name their own as they like. */
export const accountRoles: Readonly<Record<string, RoleRecord['unified_type']>> = {
  admin: 'ADMIN',
  'hiring manager': 'HIRING_MANAGER',
  recruiter: 'RECRUITER',
};

type PlainFormat = Exclude<QuestionFormat, { options: unknown } | { type: 'UNKNOWN' }>;

/**
 * Kinds of questions without options, and how the form of the careers site takes their answers: all
 * are a text in `content`, but for those of `flagKinds` and files.
 * https://docs.recruitee.com/reference/offers ("open_questions"), and public forms.
 */
export const questionFormats: Readonly<Record<string, PlainFormat>> = {
  string: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  text: { type: 'TEXT', display_type: 'MULTI_LINE' },
  boolean: { type: 'BOOLEAN' },
  // A statement to be agreed to.
  legal: { type: 'BOOLEAN' },
  number: { type: 'NUMBER' },
  salary: { type: 'NUMBER' },
  date: { type: 'DATE' },
  file: { type: 'FILE' },
  infobox: { type: 'INFORMATION' },
};

export const multiChoice = 'multi_choice';

/** Profile fields that every candidate has, beside which there are the customer's own. */
export const profileKinds: ReadonlySet<string> = new Set([
  'education',
  'experience',
  'skills',
  'skill',
  'language_skill',
  'address',
]);
