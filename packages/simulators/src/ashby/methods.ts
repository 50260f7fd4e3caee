import type { AshbyMethod } from './method.ts';
import { apiKeyMethods } from './resources/api-keys.ts';
import { applicationMethods } from './resources/applications.ts';
import { candidateMethods } from './resources/candidates.ts';
import { hiringProcessMetadataMethods } from './resources/hiring-process-metadata.ts';
import { interviewMethods } from './resources/interviews.ts';
import { jobPostingMethods } from './resources/job-postings.ts';
import { jobMethods } from './resources/jobs.ts';
import { offerMethods } from './resources/offers.ts';
import { organizationMethods } from './resources/organization.ts';

/** Every method that the simulator answers, by the name in the path. */
export const ashbyMethods: ReadonlyMap<string, AshbyMethod> = new Map(
  [
    apiKeyMethods,
    applicationMethods,
    candidateMethods,
    hiringProcessMetadataMethods,
    interviewMethods,
    jobMethods,
    jobPostingMethods,
    offerMethods,
    organizationMethods,
  ].flatMap((methods) => Object.entries(methods)),
);
