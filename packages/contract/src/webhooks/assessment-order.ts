import { z } from 'zod';

import { optionalLocation } from '../models/location.ts';
import { nullableText } from '../models/primitives.ts';
import * as shared from '../models/shared-fields.ts';
import { orderStatuses } from '../models/vocabulary.ts';

/** An assessment that somebody ordered for a candidate from inside the tool. */
export const AssessmentOrder = z.object({
  id: z.string().describe('Id of the order.'),
  package_id: z.string().describe('Id of the assessment package that was ordered.'),
  status: z
    .enum(orderStatuses)
    .describe('How the order stands: OPEN until it is COMPLETED, CANCELLED or REJECTED.'),
  integration_id: shared.integrationId,
  candidate: z
    .object({
      remote_id: shared.nullableRemoteId,
      email: z.string().describe('E-mail address of the candidate.'),
      first_name: shared.firstName,
      last_name: shared.lastName,
      phone: nullableText.describe('Phone number; null where the tool gives none.'),
    })
    .describe('Who is to be assessed.'),
  application: z
    .object({ remote_id: shared.nullableRemoteId })
    .describe('The application that the order belongs to.'),
  job: z
    .object({
      remote_id: shared.nullableRemoteId,
      name: nullableText.describe('Title of the job inside the tool.'),
      job_code: nullableText.describe("The customer's own number or code of the job."),
      description: nullableText.describe('Text that describes the job, usually HTML.'),
      location: optionalLocation
        .unwrap()
        .describe('Where the job is; null where the tool does not tell.'),
      hiring_team: z
        .array(
          z.object({
            remote_id: shared.nullableRemoteId,
            email: nullableText.describe('E-mail address at work; null where there is none.'),
            first_name: shared.firstName,
            last_name: shared.lastName,
            hiring_team_roles: z
              .array(z.enum(['RECRUITER', 'HIRING_MANAGER']))
              .describe('What they do for this job.'),
          }),
        )
        .describe('Who fills the job in the tool.'),
    })
    .describe('The job that the candidate applies for.'),
});
export type AssessmentOrder = z.infer<typeof AssessmentOrder>;
