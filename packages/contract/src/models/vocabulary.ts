/**
 * The closed and open word lists of the wire. A response that holds a word outside a closed list
 * makes the official TypeScript SDK refuse the whole page.
 */
export const outcomes = ['PENDING', 'HIRED', 'DECLINED'] as const;
export const stageStatuses = ['ACTIVE', 'INACTIVE'] as const;
export const userStatuses = ['ACTIVE', 'INACTIVE'] as const;
export const offerStatuses = [
  'ACCEPTED',
  'DECLINED',
  'SENT',
  'APPROVED',
  'DRAFT',
  'ABANDONED',
] as const;
export const jobPostingStatuses = ['ACTIVE', 'INACTIVE', 'DRAFT'] as const;
export const jobPostingVisibilities = ['PUBLIC', 'INTERNAL', 'UNLISTED'] as const;
export const questionCategories = ['EEO', 'DEMOGRAPHIC'] as const;
export const attachmentTypes = ['CV', 'COVER_LETTER', 'OTHER'] as const;
export const roleScopes = ['SYSTEM', 'JOB'] as const;
export const hiringTeamRoles = [
  'HIRING_MANAGER',
  'RECRUITER',
  'COORDINATOR',
  'SOURCER',
  'INTERVIEWER',
] as const;
export const unifiedRoleTypes = [...hiringTeamRoles, 'ADMIN'] as const;
export const contactTypes = ['PERSONAL', 'WORK', 'OTHER'] as const;

/** Open in responses, closed as filters. */
export const employmentTypes = [
  'FULL_TIME',
  'PART_TIME',
  'CONTRACT',
  'SEASONAL',
  'INTERNSHIP',
] as const;
export const jobStatuses = ['OPEN', 'CLOSED', 'DRAFT', 'ARCHIVED'] as const;
export const jobVisibilities = ['PUBLIC', 'INTERNAL', 'UNLISTED', 'CONFIDENTIAL'] as const;
export const remoteWorkStatuses = ['REMOTE', 'HYBRID', 'TEMPORARY', 'ON_SITE'] as const;
export const salaryPeriods = ['YEAR', 'MONTH', 'TWO_WEEKS', 'WEEK', 'DAY', 'HOUR'] as const;

export const toolCategories = ['HRIS', 'ATS', 'ASSESSMENT', 'LMS'] as const;
export const coverageStatuses = ['SUPPORTED', 'UNSUPPORTED', 'NOT_IMPLEMENTED', 'UNKNOWN'] as const;
export const scopeSettings = ['ENABLED', 'DISABLED', 'OPTIONAL'] as const;
export const integrationStates = ['ACTIVE', 'INVALID', 'INACTIVE'] as const;
export const setupStatuses = ['INCOMPLETE', 'FINAL_SYNC_PENDING', 'COMPLETED'] as const;
export const qualityStatuses = ['PENDING', 'FAILED', 'PASSED'] as const;
export const fieldTypes = ['DEFAULT', 'CUSTOM'] as const;
export const linkLanguages = ['en', 'de', 'fr', 'it', 'es'] as const;
export const linkTypes = ['EMBEDDED', 'MAGIC_LINK'] as const;
export const syncTypes = ['FULL', 'DELTA'] as const;
export const orderStatuses = ['OPEN', 'COMPLETED', 'CANCELLED', 'REJECTED'] as const;
export const assessmentTypes = [
  'BEHAVIORAL',
  'VIDEO_INTERVIEW',
  'SKILLS_TEST',
  'BACKGROUND_CHECK',
  'REFERENCE_CHECK',
] as const;
export const issueChanges = ['raised', 'resolved'] as const;
export const issueStatuses = ['OPEN', 'RESOLVED'] as const;

/** Open: further types may come. */
export const issueTypes = [
  'integration.authentication_failed',
  'integration.action_failing',
  'integration.incoming_webhook_failing',
] as const;

/** How a sync run can end, as `sync-finished` says it. */
export const syncStates = [
  'SUCCEEDED',
  'PARTIALLY_FAILED',
  'FAILED',
  'AUTHENTICATION_FAILED',
  'CANCELLED',
  'TIMED_OUT',
] as const;

export type Outcome = (typeof outcomes)[number];
export type StageStatus = (typeof stageStatuses)[number];
export type UserStatus = (typeof userStatuses)[number];
export type OfferStatus = (typeof offerStatuses)[number];
export type AttachmentType = (typeof attachmentTypes)[number];
export type RoleScope = (typeof roleScopes)[number];
export type HiringTeamRole = (typeof hiringTeamRoles)[number];
export type UnifiedRoleType = (typeof unifiedRoleTypes)[number];
export type CoverageStatus = (typeof coverageStatuses)[number];
export type ScopeSetting = (typeof scopeSettings)[number];
export type IntegrationState = (typeof integrationStates)[number];
export type SetupStatus = (typeof setupStatuses)[number];
export type QualityStatus = (typeof qualityStatuses)[number];
export type SyncType = (typeof syncTypes)[number];
export type SyncState = (typeof syncStates)[number];
