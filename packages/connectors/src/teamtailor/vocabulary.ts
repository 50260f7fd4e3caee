import type {
  ApplicationRecord,
  JobPosting,
  OfferRecord,
  RoleRecord,
  UserRecord,
} from '@hirewire/connector-kit';

// Words of Teamtailor and what they are on the wire. What is not here becomes null, and is reported.

/** `human-status`, which says more than `status`: it knows what is unlisted, scheduled and expired. */
export const jobStatuses = {
  published: 'OPEN',
  unlisted: 'OPEN',
  open: 'OPEN',
  scheduled: 'DRAFT',
  draft: 'DRAFT',
  unsaved: 'DRAFT',
  temp: 'DRAFT',
  expired: 'CLOSED',
  archived: 'ARCHIVED',
} as const;

export const postingStatuses: Readonly<Record<string, JobPosting['status']>> = {
  OPEN: 'ACTIVE',
  DRAFT: 'DRAFT',
  CLOSED: 'INACTIVE',
  ARCHIVED: 'INACTIVE',
};

/** `none` was seen; the others are those of the form for jobs, in the two ways of writing them. */
export const employmentTypes = {
  none: null,
  fulltime: 'FULL_TIME',
  'full-time': 'FULL_TIME',
  full_time: 'FULL_TIME',
  parttime: 'PART_TIME',
  'part-time': 'PART_TIME',
  part_time: 'PART_TIME',
  temporary: 'CONTRACT',
  contract: 'CONTRACT',
  freelance: 'CONTRACT',
  seasonal: 'SEASONAL',
  internship: 'INTERNSHIP',
} as const;

export const remoteStatuses = {
  none: 'ON_SITE',
  temporary: 'TEMPORARY',
  hybrid: 'HYBRID',
  fully: 'REMOTE',
} as const;

/** `yearly` and `monthly` were seen. */
export const salaryPeriods = {
  yearly: 'YEAR',
  monthly: 'MONTH',
  biweekly: 'TWO_WEEKS',
  weekly: 'WEEK',
  daily: 'DAY',
  hourly: 'HOUR',
} as const;

/** Types of stages. */
export const stageTypes = {
  Inbox: 'PENDING',
  'In process': 'PENDING',
  Hired: 'HIRED',
} as const satisfies Readonly<Record<string, ApplicationRecord['outcome']>>;

/** `accepted` was seen. */
export const offerStatuses = {
  draft: 'DRAFT',
  created: 'DRAFT',
  pending: 'DRAFT',
  approved: 'APPROVED',
  sent: 'SENT',
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  rejected: 'DECLINED',
  withdrawn: 'ABANDONED',
  revoked: 'ABANDONED',
  expired: 'ABANDONED',
} as const satisfies Readonly<Record<string, OfferRecord['status']>>;

interface KnownRole {
  label: string;
  type: RoleRecord['unified_type'];
}

/** Roles of users in Teamtailor. */
export const userRoles = {
  admin: { label: 'Admin', type: 'ADMIN' },
  recruiter: { label: 'Recruiter', type: 'RECRUITER' },
  external_recruiter: { label: 'External recruiter', type: null },
  designer: { label: 'Designer', type: null },
  user: { label: 'User', type: null },
  no_access: { label: 'No access', type: null },
} as const satisfies Readonly<Record<string, KnownRole>>;

export const userRoleIds = Object.fromEntries(Object.keys(userRoles).map((word) => [word, word]));

export const userStatuses: Readonly<Record<string, UserRecord['status']>> = {
  no_access: 'INACTIVE',
};

/** Roles on a job: who recruits, and who else is in its team, of whom Teamtailor tells no role. */
export const jobRoles = {
  'job:recruiter': { label: 'Recruiter', type: 'RECRUITER' },
  'job:team-member': { label: 'Team member', type: null },
} as const satisfies Readonly<Record<string, KnownRole>>;
export type JobRoleId = keyof typeof jobRoles;
