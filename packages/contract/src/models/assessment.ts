import { z } from 'zod';

import { optionalLocation } from './location.ts';
import { nullableDateTime, nullableText } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { assessmentTypes, orderStatuses } from './vocabulary.ts';

/** What a package says about itself, wherever one is listed or set. `id` is the vendor's own. */
export const assessmentPackageShape = {
  id: z.string().describe('Your own id of the package. Orders name it in `package_id`.'),
  name: z.string().describe('Name of the package, as recruiters read it in the tool.'),
  description: z
    .string()
    .describe('What the package tests, in a sentence or two. Some tools show it to recruiters.'),
};
export const assessmentTypeMeaning =
  'What kind of test the package is, such as SKILLS_TEST or BACKGROUND_CHECK.';

/** A test or background check that recruiters can order in the tool. */
export const AssessmentPackage = z.object({
  ...assessmentPackageShape,
  updated_at: nullableDateTime.describe(
    'When the package was last set; null where that is not known.',
  ),
  type: z
    .enum(assessmentTypes)
    .nullable()
    .describe(`${assessmentTypeMeaning} Null where that is not known.`),
});
export type AssessmentPackage = z.infer<typeof AssessmentPackage>;

const orderedFor = z
  .object({
    remote_id: shared.nullableRemoteId,
    email: z.email().describe('E-mail address of the candidate.'),
    first_name: shared.firstName,
    last_name: shared.lastName,
    phone: nullableText.describe('Phone number; null where the tool gives none.'),
  })
  .describe('Who is to be assessed.');

const recruiter = z.object({
  remote_id: shared.nullableRemoteId,
  email: nullableText.describe('E-mail address at work; null where there is none.'),
  first_name: shared.firstName,
  last_name: shared.lastName,
  hiring_team_roles: z
    .array(z.enum(['RECRUITER', 'HIRING_MANAGER']))
    .describe('What they do for this job.'),
});

const appliedFor = z
  .object({
    remote_id: shared.nullableRemoteId,
    name: nullableText.describe('Title of the job inside the tool.'),
    job_code: nullableText.describe("The customer's own number or code of the job."),
    description: nullableText.describe('Text that describes the job, usually HTML.'),
    location: optionalLocation
      .unwrap()
      .describe('Where the job is; null where the tool does not tell.'),
    hiring_team: z.array(recruiter).describe('Who fills the job in the tool.'),
  })
  .describe('The job that the candidate applies for.');

/** An assessment that somebody ordered for a candidate from inside the tool. */
export const AssessmentOrder = z.object({
  id: z.string().describe('Id of the order.'),
  package_id: z
    .string()
    .describe('Your own id of the package that was ordered, as you set it in the packages.'),
  status: z
    .enum(orderStatuses)
    .describe('How the order stands: OPEN until it is COMPLETED, CANCELLED or REJECTED.'),
  candidate: orderedFor,
  application: z
    .object({ remote_id: shared.nullableRemoteId })
    .describe('The application that the order belongs to.'),
  job: appliedFor,
});
export type AssessmentOrder = z.infer<typeof AssessmentOrder>;
