import type { JobPosting, OfferRecord, QuestionFormat, RoleRecord } from '@hirewire/connector-kit';

/** Workable's words and the wire's. A word with null is known and has no counterpart. */
type Words<Word> = Readonly<Record<string, Word | null>>;

export const jobStatuses: Words<'DRAFT' | 'OPEN' | 'CLOSED' | 'ARCHIVED'> = {
  published: 'OPEN',
  draft: 'DRAFT',
  closed: 'CLOSED',
  archived: 'ARCHIVED',
};

export const postingStatuses: Readonly<Record<string, NonNullable<JobPosting['status']>>> = {
  OPEN: 'ACTIVE',
  DRAFT: 'DRAFT',
  CLOSED: 'INACTIVE',
  ARCHIVED: 'INACTIVE',
};

/** Recorded: Full-time. The others are what Workable's page for jobs offers, and not verified. */
export const employmentTypes: Words<string> = {
  'Full-time': 'FULL_TIME',
  'Part-time': 'PART_TIME',
  Contract: 'CONTRACT',
  Temporary: 'SEASONAL',
  Internship: 'INTERNSHIP',
  Trainee: 'INTERNSHIP',
  Volunteer: null,
  Other: null,
};

export const workplaceTypes: Words<string> = {
  remote: 'REMOTE',
  hybrid: 'HYBRID',
  on_site: 'ON_SITE',
};

/** Never recorded. */
export const offerStatuses: Words<NonNullable<OfferRecord['status']>> = {
  draft: 'DRAFT',
  pending: 'DRAFT',
  pending_approval: 'DRAFT',
  created: 'DRAFT',
  approved: 'APPROVED',
  sent: 'SENT',
  accepted: 'ACCEPTED',
  signed: 'ACCEPTED',
  declined: 'DECLINED',
  rejected: 'ABANDONED',
  cancelled: 'ABANDONED',
  canceled: 'ABANDONED',
  discarded: 'ABANDONED',
  expired: 'ABANDONED',
};

interface Role {
  remote_label: string;
  unified_type: RoleRecord['unified_type'];
}

/** Roles in the whole account. Recorded: admin, simple, reviewer; recruiter is of 2017. */
export const accountRoles: Readonly<Record<string, Role>> = {
  admin: { remote_label: 'Admin', unified_type: 'ADMIN' },
  simple: { remote_label: 'Standard', unified_type: null },
  reviewer: { remote_label: 'Reviewer', unified_type: null },
  recruiter: { remote_label: 'External recruiter', unified_type: 'RECRUITER' },
};

/** Roles on a job. An administrator of the account is one there, too, and no part of the team by that. */
export const jobRoles: Readonly<Record<string, Role>> = {
  admin: { remote_label: 'Admin', unified_type: null },
  hiring_manager: { remote_label: 'Hiring manager', unified_type: 'HIRING_MANAGER' },
  recruiting_admin: { remote_label: 'Recruiting admin', unified_type: 'RECRUITER' },
  recruiter: { remote_label: 'Recruiter', unified_type: 'RECRUITER' },
  simple: { remote_label: 'Standard member', unified_type: null },
  reviewer: { remote_label: 'Reviewer', unified_type: 'INTERVIEWER' },
};

/** Roles of the account have the same words. */
export const jobRoleId = (word: string): string => `job:${word}`;

const idsOf = (words: readonly string[], toId: (word: string) => string): Words<string> =>
  Object.fromEntries(words.map((word) => [word, toId(word)]));

export const accountRoleIds = idsOf(Object.keys(accountRoles), (word) => word);
export const jobRoleIds = idsOf(Object.keys(jobRoles), jobRoleId);

type PlainFormat = Exclude<QuestionFormat, { options: unknown } | { type: 'UNKNOWN' | 'FILE' }>;

/** Types of questions and of fields that have neither choices nor files. */
export const plainFormats: Readonly<Record<string, PlainFormat>> = {
  short_text: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  string: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  free_text: { type: 'TEXT', display_type: 'MULTI_LINE' },
  numeric: { type: 'NUMBER', display_type: 'FIELD' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'DATE' },
};

export const attachmentTypes = {
  resume: 'CV',
  cover_letter: 'COVER_LETTER',
} as const satisfies Readonly<Record<string, string>>;
