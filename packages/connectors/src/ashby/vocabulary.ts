import type {
  ApplicationRecord,
  JobPosting,
  OfferRecord,
  QuestionFormat,
  RoleRecord,
  ScreeningQuestion,
  UserRecord,
} from '@hirewire/connector-kit';

/** Ashby's words and the wire's. A word with null is known and has no counterpart. */
type Words<Word> = Readonly<Record<string, Word | null>>;

export const jobStatuses: Words<'DRAFT' | 'OPEN' | 'CLOSED' | 'ARCHIVED'> = {
  Draft: 'DRAFT',
  Open: 'OPEN',
  Closed: 'CLOSED',
  Archived: 'ARCHIVED',
};

export const employmentTypes: Words<string> = {
  FullTime: 'FULL_TIME',
  PartTime: 'PART_TIME',
  Intern: 'INTERNSHIP',
  Contract: 'CONTRACT',
  // The closest that the wire has; `remote_data` keeps Ashby's word.
  Temporary: 'SEASONAL',
};

export const workplaceTypes: Words<string> = {
  OnSite: 'ON_SITE',
  Hybrid: 'HYBRID',
  Remote: 'REMOTE',
};

export const salaryPeriods: Words<string> = {
  '1 YEAR': 'YEAR',
  '1 MONTH': 'MONTH',
  '2 WEEK': 'TWO_WEEKS',
  '1 WEEK': 'WEEK',
  '1 DAY': 'DAY',
  '1 HOUR': 'HOUR',
  NONE: null,
  '1 TIME': null,
  '0.5 MONTH': null,
  '2 MONTH': null,
  '3 MONTH': null,
  '6 MONTH': null,
};

export const outcomes: Words<NonNullable<ApplicationRecord['outcome']>> = {
  Hired: 'HIRED',
  Archived: 'DECLINED',
  Active: 'PENDING',
  Lead: 'PENDING',
};

/** Of `offerStatus` and, for offers without one, of `acceptanceStatus`. */
export const offerStatuses: Words<NonNullable<OfferRecord['status']>> = {
  WaitingOnApprovalStart: 'DRAFT',
  WaitingOnOfferApproval: 'DRAFT',
  WaitingOnApprovalDefinition: 'DRAFT',
  WaitingOnCandidateResponse: 'SENT',
  CandidateAccepted: 'ACCEPTED',
  CandidateRejected: 'DECLINED',
  OfferCancelled: 'ABANDONED',
  Created: 'DRAFT',
  Pending: 'DRAFT',
  WaitingOnResponse: 'SENT',
  Accepted: 'ACCEPTED',
  Declined: 'DECLINED',
  Cancelled: 'ABANDONED',
};

/** What the state of a schedule says about its interviews. */
export const scheduleStates: Words<'planned' | 'canceled'> = {
  NeedsScheduling: 'planned',
  WaitingOnCandidateBooking: 'planned',
  WaitingOnCandidateAvailability: 'planned',
  CandidateAvailabilitySubmitted: 'planned',
  Scheduled: 'planned',
  WaitingOnFeedback: 'planned',
  Complete: 'planned',
  OnHold: 'planned',
  Cancelled: 'canceled',
  Unknown: null,
};

export const contactTypes: Words<string> = { Personal: 'PERSONAL', Work: 'WORK', Other: 'OTHER' };

export const socialMediaTypes: Words<string> = {
  LinkedIn: 'LINKEDIN',
  GitHub: 'GITHUB',
  Twitter: 'TWITTER',
  Medium: 'MEDIUM',
  StackOverflow: 'STACKOVERFLOW',
  YouTube: 'YOUTUBE',
  CodePen: 'CODEPEN',
  Website: 'WEBSITE',
};

/** A user's access level: https://docs.ashbyhq.com/user-permissions. The word is the role's id. */
export const globalRoles: Readonly<Record<string, RoleRecord['unified_type']>> = {
  'Organization Admin': 'ADMIN',
  'Elevated Access': null,
  'Limited Access': null,
  'External Recruiter': null,
};

export const globalRoleIds: Words<string> = Object.fromEntries(
  Object.keys(globalRoles).map((name) => [name, name]),
);

/** Hiring team roles are named by the customer; these parts of a title tell what they are. */
export const hiringTeamRoleTitles: readonly (readonly [RegExp, RoleRecord['unified_type']])[] = [
  [/hiring manager/i, 'HIRING_MANAGER'],
  [/recruiter/i, 'RECRUITER'],
  [/coordinator/i, 'COORDINATOR'],
  [/sourcer/i, 'SOURCER'],
];

export type SelectFormat = Extract<QuestionFormat, { options: unknown }>['type'];
type PlainFormat = Exclude<QuestionFormat, { options: unknown } | { type: 'UNKNOWN' }>;

/**
 * The types of form fields that have a counterpart: those listed at
 * https://developers.ashbyhq.com/reference/applicationformsubmit.
 */
export const questionFormats: Readonly<Record<string, PlainFormat>> = {
  String: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  LongText: { type: 'TEXT', display_type: 'MULTI_LINE' },
  RichText: { type: 'TEXT', display_type: 'MULTI_LINE' },
  Email: { type: 'TEXT', display_type: 'EMAIL' },
  Url: { type: 'TEXT', display_type: 'URL' },
  SocialLink: { type: 'TEXT', display_type: 'URL' },
  Phone: { type: 'TEXT' },
  Number: { type: 'NUMBER' },
  Score: { type: 'NUMBER', min: 1, max: 4 },
  Date: { type: 'DATE' },
  Boolean: { type: 'BOOLEAN' },
  File: { type: 'FILE' },
};

/** Types of form fields that the wire has no word for, and that a text can fill. */
export const textFormats: typeof questionFormats = {
  Location: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  EducationHistory: { type: 'TEXT', display_type: 'MULTI_LINE' },
};

export const selectFormats: Readonly<Record<string, SelectFormat>> = {
  ValueSelect: 'SINGLE_SELECT',
  MultiValueSelect: 'MULTI_SELECT',
};

/** Surveys whose questions belong to the job's; others are no part of applying. */
export const surveyCategories: Readonly<
  Record<string, NonNullable<ScreeningQuestion['category']>>
> = { EEOC: 'EEO', Diversity: 'DEMOGRAPHIC' };

export const postingVisibility = (isListed: boolean): NonNullable<JobPosting['visibility']> =>
  isListed ? 'PUBLIC' : 'UNLISTED';

export const userStatus = (isEnabled: boolean): NonNullable<UserRecord['status']> =>
  isEnabled ? 'ACTIVE' : 'INACTIVE';
