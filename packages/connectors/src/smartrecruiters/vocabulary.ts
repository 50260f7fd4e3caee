import type {
  JobPosting,
  OfferRecord,
  QuestionFormat,
  RoleRecord,
  AttachmentType,
  ApplicationRecord,
} from '@hirewire/connector-kit';

/** SmartRecruiters' words and the wire's. A word with null is known and has no counterpart. */
type Words<Word> = Readonly<Record<string, Word | null>>;

interface Status {
  name: string;
  outcome: ApplicationRecord['outcome'];
  /** Whether an application can be moved to it: the others end it, by a request of their own. */
  isStage: boolean;
}

/** The statuses of an application, in the order of a hiring process: they are the same for all customers. */
export const statuses: Readonly<Record<string, Status>> = {
  LEAD: { name: 'Lead', outcome: 'PENDING', isStage: true },
  NEW: { name: 'New', outcome: 'PENDING', isStage: true },
  IN_REVIEW: { name: 'In review', outcome: 'PENDING', isStage: true },
  INTERVIEW: { name: 'Interview', outcome: 'PENDING', isStage: true },
  OFFERED: { name: 'Offer', outcome: 'PENDING', isStage: true },
  HIRED: { name: 'Hired', outcome: 'HIRED', isStage: true },
  REJECTED: { name: 'Rejected', outcome: 'DECLINED', isStage: false },
  WITHDRAWN: { name: 'Withdrawn', outcome: 'DECLINED', isStage: false },
  // It goes on as an application for another job.
  TRANSFERRED: { name: 'Transferred', outcome: null, isStage: false },
};

export const outcomes: Words<NonNullable<ApplicationRecord['outcome']>> = Object.fromEntries(
  Object.entries(statuses).map(([word, { outcome }]) => [word, outcome ?? null]),
);

export const jobStatuses: Words<'DRAFT' | 'OPEN' | 'CLOSED' | 'ARCHIVED'> = {
  CREATED: 'DRAFT',
  SOURCING: 'OPEN',
  INTERVIEW: 'OPEN',
  OFFER: 'OPEN',
  FILLED: 'CLOSED',
  ON_HOLD: 'CLOSED',
  CANCELLED: 'ARCHIVED',
  OTHER: null,
};

export const jobVisibilities: Words<'PUBLIC' | 'INTERNAL' | 'UNLISTED'> = {
  PUBLIC: 'PUBLIC',
  INTERNAL: 'INTERNAL',
  // It is found by people who have the link.
  PRIVATE: 'UNLISTED',
  NOT_PUBLISHED: null,
};

export const postingStatuses: Words<NonNullable<JobPosting['status']>> = {
  PUBLISHED: 'ACTIVE',
  NOT_PUBLISHED: 'INACTIVE',
};

/** The list is the vendor's, and not public; ids and labels say the same. The first match counts. */
export const employmentTypes: readonly (readonly [RegExp, string])[] = [
  [/\bintern(?:ship)?s?\b|trainee|apprentice|working.?student/i, 'INTERNSHIP'],
  [/contract|freelance/i, 'CONTRACT'],
  [/part[\s_-]?time/i, 'PART_TIME'],
  [/season|temp/i, 'SEASONAL'],
  [/full[\s_-]?time|permanent/i, 'FULL_TIME'],
];

export const offerStatuses: Words<NonNullable<OfferRecord['status']>> = {
  CREATED: 'DRAFT',
  PENDING_APPROVAL: 'DRAFT',
  NOT_APPROVED: 'DRAFT',
  APPROVED: 'APPROVED',
  PENDING_ACCEPTANCE: 'SENT',
  ACCEPTED: 'ACCEPTED',
  NOT_ACCEPTED: 'DECLINED',
  ABANDONED: 'ABANDONED',
};

/** Who may read a message: its author and chosen users, or all. The OpenAPI document of April 2024. */
export const messageReaders: Words<'few' | 'all'> = {
  PRIVATE: 'few',
  DIRECT: 'few',
  OPEN: 'all',
  EVERYONE: 'all',
};

interface NamedRole {
  remote_label: string;
  unified_type: RoleRecord['unified_type'];
}

/** Roles in the hiring team of a job. Customers can have others. */
export const jobRoles: Readonly<Record<string, NamedRole>> = {
  HIRING_MANAGER: { remote_label: 'Hiring manager', unified_type: 'HIRING_MANAGER' },
  RECRUITER: { remote_label: 'Recruiter', unified_type: 'RECRUITER' },
  COORDINATOR: { remote_label: 'Coordinator', unified_type: 'COORDINATOR' },
  INTERVIEW_TEAM: { remote_label: 'Interview team', unified_type: 'INTERVIEWER' },
  EXECUTIVE: { remote_label: 'Executive', unified_type: null },
};

/** Roles of the account may have the same names. */
export const jobRoleId = (role: string): string => `job:${role}`;

/** By id or name. Customers have others, too. */
export const accountRoles: Words<NonNullable<RoleRecord['unified_type']>> = {
  ADMINISTRATOR: 'ADMIN',
  EXTENDED: null,
  STANDARD: null,
  RESTRICTED: null,
  EMPLOYEE: null,
};

export const attachmentTypes: Readonly<Record<AttachmentType, string>> = {
  CV: 'RESUME',
  COVER_LETTER: 'COVER_LETTER',
  OTHER: 'GENERIC_FILE',
};

type PlainFormat = Exclude<QuestionFormat, { options: unknown } | { type: 'UNKNOWN' }>;

/** Fields of questions that have no options. */
export const plainFormats: Readonly<Record<string, PlainFormat>> = {
  INPUT_TEXT: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  TEXTAREA: { type: 'TEXT', display_type: 'MULTI_LINE' },
  INFORMATION: { type: 'INFORMATION' },
};

/** The parts of `web`, which has one name in two spellings. */
export const webProfiles: Readonly<Record<string, string>> = {
  linkedin: 'LINKEDIN',
  facebook: 'FACEBOOK',
  twitter: 'TWITTER',
  skype: 'SKYPE',
  website: 'WEBSITE',
};
