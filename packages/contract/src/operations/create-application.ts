import { z } from 'zod';

import { successWithWarnings } from '../envelopes.ts';
import { applicationRemoteFields } from '../inputs/application-remote-fields.ts';
import { applicationPartsShape } from '../inputs/application-parts.ts';
import { CandidateInput } from '../inputs/candidate-input.ts';
import { CreatedApplication } from '../models/application.ts';
import { defineOperation } from './define-operation.ts';

export const createApplication = defineOperation({
  id: 'create-application',
  operationId: 'PostAtsJobsJobIdApplications',
  group: 'ats',
  kind: 'action',
  method: 'POST',
  path: '/ats/jobs/{job_id}/applications',
  summary: 'Create an application',
  description:
    'Applies for a job in the tool on behalf of a candidate, live, and answers with the application. Where the tool has a person with the same e-mail address, the application is added to them and their profile stays as it is. Answers are checked against the questions of the job before anything is sent. What the tool has no place for is told in `warnings`, not refused.',
  permission: 'Create applications and candidates',
  pathParameters: z.object({
    job_id: z
      .string()
      .describe(
        "Hirewire's id of the job, or `remote:` and the tool's own id, which also works for a job that is not synced. Answers to questions need one that is.",
      ),
  }),
  body: z.object({
    stage_id: z
      .string()
      .optional()
      .describe(
        'Id of the stage to start in, one of the `stages` of the job. When left out, the tool or its connector takes the usual first one.',
      ),
    candidate: CandidateInput.describe('The person who applies.'),
    ...applicationPartsShape,
    remote_fields: applicationRemoteFields,
  }),
  response: successWithWarnings(CreatedApplication),
});
