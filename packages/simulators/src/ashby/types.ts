/**
 * Ashby's objects as its API shows them. Source: the OpenAPI document at
 * https://developers.ashbyhq.com (May 2026); optional fields are null in live answers.
 */
export type * from './types/applications.ts';
export type * from './types/candidates.ts';
export type * from './types/feedback.ts';
export type * from './types/interviews.ts';
export type * from './types/job-postings.ts';
export type * from './types/jobs.ts';
export type * from './types/offers.ts';
export type * from './types/organization.ts';
