import { z } from 'zod';

import { successWithWarnings } from '../envelopes.ts';
import { applicationRemoteFields } from '../inputs/application-remote-fields.ts';
import { applicationOriginShape, CandidateInput } from '../inputs/candidate-input.ts';
import { AttachmentInput } from '../inputs/file-input.ts';
import { ScreeningAnswerInput } from '../inputs/screening-answer-input.ts';
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
    'Creates a candidate together with one application. Prefer `create-application`, which answers with the application.',
  permission: 'Create applications and candidates',
  body: z.object({
    candidate: CandidateInput,
    application: z.object({ job_id: z.string(), stage_id: z.string().optional() }),
    attachments: z.array(AttachmentInput).default([]),
    screening_question_answers: z.array(ScreeningAnswerInput).optional(),
    ...applicationOriginShape,
    remote_fields: applicationRemoteFields,
  }),
  response: successWithWarnings(Candidate),
});
