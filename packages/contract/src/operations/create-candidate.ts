import { z } from 'zod';

import { successWithWarnings } from '../envelopes.ts';
import { applicationRemoteFields } from '../inputs/application-remote-fields.ts';
import { applicationPartsShape } from '../inputs/application-parts.ts';
import { CandidateInput } from '../inputs/candidate-input.ts';
import { Candidate } from '../models/candidate.ts';
import { defineOperation } from './define-operation.ts';

export const createCandidate = defineOperation({
  id: 'create-candidate',
  operationId: 'PostAtsCandidates',
  group: 'ats',
  kind: 'action',
  keyScope: 'write:candidates',
  method: 'POST',
  path: '/ats/candidates',
  summary: 'Create a candidate',
  description:
    'Applies for a job like `POST /ats/jobs/{job_id}/applications`, but returns the candidate with all their applications. Prefer that operation, which returns the application. A candidate cannot be created without an application.',
  permission: 'Create applications and candidates',
  body: z.object({
    candidate: CandidateInput.describe('The candidate who applies.'),
    application: z
      .object({
        job_id: z
          .string()
          .describe('Id of the job in Hirewire, or `remote:` and its id in the tool.'),
        stage_id: z
          .string()
          .optional()
          .describe(
            "Id of the initial stage: one of the job's `stages`. By default, the tool or its connector uses the first one.",
          ),
      })
      .describe('The job that the candidate applies for.'),
    ...applicationPartsShape,
    remote_fields: applicationRemoteFields,
  }),
  response: successWithWarnings(Candidate),
});
