import { z } from 'zod';

import { successWithWarnings } from '../envelopes.ts';
import { applicationRemoteFields } from '../inputs/application-remote-fields.ts';
import { applicationOriginShape, CandidateInput } from '../inputs/candidate-input.ts';
import { AttachmentInput } from '../inputs/file-input.ts';
import { ScreeningAnswerInput } from '../inputs/screening-answer-input.ts';
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
    'Applies for a job in the tool on behalf of a candidate. A candidate with the same e-mail address is reused, otherwise created. Answers are checked against the questions of the job. `job_id` is a job id, or `remote:` and the id of the tool.',
  permission: 'Create applications and candidates',
  pathParameters: z.object({ job_id: z.string() }),
  body: z.object({
    stage_id: z.string().optional().describe("The job's first stage when left out."),
    candidate: CandidateInput,
    attachments: z.array(AttachmentInput).default([]),
    screening_question_answers: z.array(ScreeningAnswerInput).optional(),
    ...applicationOriginShape,
    remote_fields: applicationRemoteFields,
  }),
  response: successWithWarnings(CreatedApplication),
});
