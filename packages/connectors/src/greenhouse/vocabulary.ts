import type {
  ApplicationRecord,
  AttachmentRecord,
  AttachmentType,
  JobRecord,
  OfferRecord,
  QuestionFormat,
  RoleRecord,
} from '@hirewire/connector-kit';

/** Greenhouse's words and the wire's. A word with null is known and has no counterpart. */
type Words<Word> = Readonly<Record<string, Word | null>>;

/** `active` is the filter's word for `in_process`. */
export const outcomes: Words<NonNullable<ApplicationRecord['outcome']>> = {
  in_process: 'PENDING',
  active: 'PENDING',
  rejected: 'DECLINED',
  hired: 'HIRED',
};

/** A prospect who has become an applicant: a new application stands for them. */
export const superseded = 'converted';

export const jobStatuses: Words<NonNullable<JobRecord['status']>> = {
  open: 'OPEN',
  draft: 'DRAFT',
  closed: 'CLOSED',
};

/** The customer's own words, of which these parts tell what they are. The first match counts. */
export const employmentTypes: readonly (readonly [RegExp, string])[] = [
  [/\bintern(?:s|ship)?\b|\btrainee\b/i, 'INTERNSHIP'],
  [/\bseasonal\b|\btemp(?:orary)?\b/i, 'SEASONAL'],
  [/\bcontract(?:or)?\b|\bfreelance\b/i, 'CONTRACT'],
  [/\bpart[\s-]?time\b/i, 'PART_TIME'],
  [/\bfull[\s-]?time\b/i, 'FULL_TIME'],
];

/** Of one that was made and not yet answered, `sent_on` tells whether it was sent. */
export const offerStatuses: Words<NonNullable<OfferRecord['status']> | 'CREATED'> = {
  Created: 'CREATED',
  Accepted: 'ACCEPTED',
  Rejected: 'DECLINED',
  Deprecated: 'ABANDONED',
};

/** Lists have the first spelling of each, and requests the second. */
export const visibilities: Words<'PUBLIC' | 'PRIVATE'> = {
  publicly_visible: 'PUBLIC',
  public: 'PUBLIC',
  privately_visible: 'PRIVATE',
  private: 'PRIVATE',
  admin_only_visible: 'PRIVATE',
  admin_only: 'PRIVATE',
};

type RoleType = RoleRecord['unified_type'];

/** Who may do everything: a property of the user, with this id as its role. */
export const siteAdminId = 'site_admin';

/** Roles on a job that have no row of `/user_roles`, by the word that `/job_owners` has. */
export const ownerRoles: Readonly<Record<string, { label: string; type: RoleType }>> = {
  hiring_manager: { label: 'Hiring manager', type: 'HIRING_MANAGER' },
  recruiter: { label: 'Recruiter', type: 'RECRUITER' },
  coordinator: { label: 'Coordinator', type: 'COORDINATOR' },
  sourcer: { label: 'Sourcer', type: 'SOURCER' },
};
export const ownerRoleId = (word: string): string => `job:${word}`;
export const ownerRoleIds: Words<string> = Object.fromEntries(
  Object.keys(ownerRoles).map((word) => [word, ownerRoleId(word)]),
);

/** Job admins' roles are the customer's own: their names tell what they are. */
export const roleNames: readonly (readonly [RegExp, RoleType])[] = [
  [/\bhiring[\s_-]*manager\b/i, 'HIRING_MANAGER'],
  [/\brecruiter\b/i, 'RECRUITER'],
  [/\bcoordinator\b/i, 'COORDINATOR'],
  [/\bsourcer\b/i, 'SOURCER'],
  [/\binterviewer\b/i, 'INTERVIEWER'],
];

export const attachmentTypes: Readonly<Record<string, AttachmentRecord['type']>> = {
  resume: 'CV',
  cover_letter: 'COVER_LETTER',
};
export const attachmentWords: Readonly<Record<AttachmentType, string>> = {
  CV: 'resume',
  COVER_LETTER: 'cover_letter',
  OTHER: 'other',
};

/** Of a person and of each attribute that a job looks for: the same for all customers. */
export const ratings: Readonly<Record<string, string>> = {
  definitely_not: 'Definitely not',
  no: 'No',
  mixed: 'Mixed',
  yes: 'Yes',
  strong_yes: 'Strong yes',
};
/** Somebody has not made up their mind. */
export const noRating = 'no_decision';

type SelectFormat = Extract<QuestionFormat, { options: unknown }>['type'];
type PlainFormat = Exclude<QuestionFormat, { options: unknown } | { type: 'UNKNOWN' }>;

/** Types of questions in forms: the words of job posts, the Job Board API and custom fields. */
export const questionFormats: Readonly<Record<string, PlainFormat>> = {
  short_text: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  input_text: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  text: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  long_text: { type: 'TEXT', display_type: 'MULTI_LINE' },
  textarea: { type: 'TEXT', display_type: 'MULTI_LINE' },
  url: { type: 'TEXT', display_type: 'URL' },
  attachment: { type: 'FILE' },
  input_file: { type: 'FILE' },
  file: { type: 'FILE' },
  boolean: { type: 'BOOLEAN' },
  yes_no: { type: 'BOOLEAN' },
  number: { type: 'NUMBER' },
  date: { type: 'DATE' },
};
export const selectFormats: Readonly<Record<string, SelectFormat>> = {
  single_select: 'SINGLE_SELECT',
  multi_value_single_select: 'SINGLE_SELECT',
  multi_select: 'MULTI_SELECT',
  multi_value_multi_select: 'MULTI_SELECT',
};
/** A field that Greenhouse's own page fills in. */
export const hiddenField = 'input_hidden';
export const fileField = 'input_file';
export const severalAnswersField = 'multi_value_multi_select';
