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
  method: 'POST',
  path: '/ats/candidates',
  summary: 'Create a candidate',
  description:
    'Applies for a job like `POST /ats/jobs/{job_id}/applications`, but answers with the candidate and all their applications. Prefer that one, which answers with the application. A candidate without an application cannot be created.',
  permission: 'Create applications and candidates',
  body: z.object({
    candidate: CandidateInput.describe('The person who applies.'),
    application: z
      .object({
        job_id: z
          .string()
          .describe("Hirewire's id of the job, or `remote:` and the tool's own id."),
        stage_id: z
          .string()
          .optional()
          .describe(
            'Id of the stage to start in, one of the `stages` of the job. When left out, the tool or its connector takes the usual first one.',
          ),
      })
      .describe('What the candidate applies for: one job.'),
    ...applicationPartsShape,
    remote_fields: applicationRemoteFields,
  }),
  response: successWithWarnings(Candidate),
});
