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
  keyScope: 'write:applications',
  method: 'POST',
  path: '/ats/jobs/{job_id}/applications',
  summary: 'Create an application',
  description:
    "Applies for a job in the tool on behalf of a candidate, live, and returns the application. If the tool already has a person with the same e-mail address, the application is added to them, and their profile stays unchanged. Answers are checked against the job's questions before anything is sent. Fields that the tool cannot store are reported in `warnings`; the request still succeeds.",
  permission: 'Create applications and candidates',
  pathParameters: z.object({
    job_id: z
      .string()
      .describe(
        'Id of the job in Hirewire, or `remote:` and its id in the tool, which also works for a job that is not synced. To answer questions, the job must be synced.',
      ),
  }),
  body: z.object({
    stage_id: z
      .string()
      .optional()
      .describe(
        "Id of the initial stage: one of the job's `stages`. By default, the tool or its connector uses the first one.",
      ),
    candidate: CandidateInput.describe('The candidate who applies.'),
    ...applicationPartsShape,
    remote_fields: applicationRemoteFields,
  }),
  response: successWithWarnings(CreatedApplication),
});
