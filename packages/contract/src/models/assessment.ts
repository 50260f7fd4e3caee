import { z } from 'zod';

import { optionalLocation } from './location.ts';
import { nullableDateTime, nullableText } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { assessmentTypes, orderStatuses } from './vocabulary.ts';

/** What a package says about itself, wherever one is listed or set. `id` is the vendor's own. */
export const assessmentPackageShape = {
  id: z.string().describe('Your own id of the package. Orders refer to it in `package_id`.'),
  name: z.string().describe('Name of the package, as shown to recruiters in the tool.'),
  description: z
    .string()
    .describe('What the package tests, in one or two sentences. Some tools show it to recruiters.'),
};
export const assessmentTypeMeaning =
  'What kind of test the package is, such as SKILLS_TEST or BACKGROUND_CHECK.';

/** A test or background check that recruiters can order in the tool. */
export const AssessmentPackage = z.object({
  ...assessmentPackageShape,
  updated_at: nullableDateTime.describe('When the package was last set; null if unknown.'),
  type: z.enum(assessmentTypes).nullable().describe(`${assessmentTypeMeaning} Null if unknown.`),
});
export type AssessmentPackage = z.infer<typeof AssessmentPackage>;

const orderedFor = z
  .object({
    remote_id: shared.nullableRemoteId,
    email: z.email().describe('E-mail address of the candidate.'),
    first_name: shared.firstName,
    last_name: shared.lastName,
    phone: nullableText.describe('Phone number; null if unknown.'),
  })
  .describe('The candidate to assess.');

const recruiter = z.object({
  remote_id: shared.nullableRemoteId,
  email: nullableText.describe('Work e-mail address; null if there is none.'),
  first_name: shared.firstName,
  last_name: shared.lastName,
  hiring_team_roles: z
    .array(z.enum(['RECRUITER', 'HIRING_MANAGER']))
    .describe("The user's role in hiring for this job."),
});

const appliedFor = z
  .object({
    remote_id: shared.nullableRemoteId,
    name: nullableText.describe('Title of the job in the tool.'),
    job_code: nullableText.describe("The customer's own number or code for the job."),
    description: nullableText.describe('Description of the job, usually HTML.'),
    location: optionalLocation.unwrap().describe('Location of the job; null if unknown.'),
    hiring_team: z.array(recruiter).describe('The users who hire for the job.'),
  })
  .describe('The job that the candidate applied for.');

/** An assessment that somebody ordered for a candidate from inside the tool. */
export const AssessmentOrder = z.object({
  id: z.string().describe('Id of the order.'),
  package_id: z
    .string()
    .describe('Your own id of the ordered package, as in your list of packages.'),
  status: z
    .enum(orderStatuses)
    .describe('Status of the order: OPEN until it is COMPLETED, CANCELLED or REJECTED.'),
  candidate: orderedFor,
  application: z
    .object({ remote_id: shared.nullableRemoteId })
    .describe('The application that the order is for.'),
  job: appliedFor,
});
export type AssessmentOrder = z.infer<typeof AssessmentOrder>;
