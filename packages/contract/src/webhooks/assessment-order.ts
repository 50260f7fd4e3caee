import { z } from 'zod';

import { optionalLocation } from '../models/location.ts';
import { nullableText } from '../models/primitives.ts';
import { orderStatuses } from '../models/vocabulary.ts';

/** An assessment that somebody ordered for a candidate from inside the tool. */
export const AssessmentOrder = z.object({
  id: z.string(),
  package_id: z.string(),
  status: z.enum(orderStatuses),
  integration_id: z.string(),
  candidate: z.object({
    remote_id: nullableText,
    email: z.string(),
    first_name: nullableText,
    last_name: nullableText,
    phone: nullableText,
  }),
  application: z.object({ remote_id: nullableText }),
  job: z.object({
    remote_id: nullableText,
    name: nullableText,
    job_code: nullableText,
    description: nullableText,
    location: optionalLocation.unwrap(),
    hiring_team: z.array(
      z.object({
        remote_id: nullableText,
        email: nullableText,
        first_name: nullableText,
        last_name: nullableText,
        hiring_team_roles: z.array(z.enum(['RECRUITER', 'HIRING_MANAGER'])),
      }),
    ),
  }),
});
export type AssessmentOrder = z.infer<typeof AssessmentOrder>;
