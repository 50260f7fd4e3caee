import { z } from 'zod';

import { assessmentPackageShape, assessmentTypeMeaning } from '../models/assessment.ts';
import { assessmentTypes } from '../models/vocabulary.ts';
import { FileInput } from './file-input.ts';
import { inputInstant } from './primitives.ts';
import { openObject, remoteFields, toolFields } from './remote-fields.ts';

/** A package as its vendor sets it. */
export const AssessmentPackageInput = z.object({
  ...assessmentPackageShape,
  type: z.enum(assessmentTypes).describe(assessmentTypeMeaning),
});
export type AssessmentPackageInput = z.infer<typeof AssessmentPackageInput>;

/** How many files the wire lets through with one result. */
const maxAttachments = 5;

const textAttribute = z.object({
  type: z.literal('TEXT').describe('A figure, as name and text.'),
  label: z.string().describe('Name of the figure, such as Language level.'),
  value: z.string().describe('The figure as text, such as C1.'),
});

const partialResult = z.object({
  type: z.literal('SUB_RESULT').describe('The result of one part of the assessment.'),
  id: z.string().describe('Your own id of the part.'),
  label: z.string().describe('Name of the part, such as Logic.'),
  score: z
    .object({
      value: z.number().describe("The candidate's score."),
      max: z.number().min(1).describe('Maximum score.'),
    })
    .describe('Score of this part.'),
  status: z
    .enum(['COMPLETED', 'CANCELLED'])
    .describe('Whether the candidate completed the part, or it was cancelled.'),
});

const workdayStatus = openObject('The status of the test, as named by the customer.', {
  Assessment_Status_ID: z.string().describe('Id of the status in Workday.'),
});

/** The result of an assessment, as its vendor writes it back. */
export const AssessmentResultInput = z.object({
  status: z
    .enum(['COMPLETED', 'CANCELLED', 'OPEN'])
    .describe(
      'Status of the order. COMPLETED and CANCELLED are final; OPEN is for interim results.',
    ),
  result_url: z.url().describe('URL of the result, which recruiters can open from the tool.'),
  completed_at: inputInstant
    .optional()
    .describe(
      'When the assessment ended, as a date or date-time. Send it with COMPLETED and CANCELLED.',
    ),
  score: z.number().optional().describe("The candidate's total score."),
  max_score: z.number().optional().describe('Maximum total score.'),
  attributes: z
    .array(z.discriminatedUnion('type', [textAttribute, partialResult]))
    .default([])
    .describe(
      'Further figures, and results of parts. For tools that show text only, they are sent as text.',
    ),
  attachments: z
    .array(FileInput)
    .max(maxAttachments)
    .default([])
    .describe(`Files to show with the result, such as a report. At most ${maxAttachments}.`),
  remote_fields: remoteFields({
    smartrecruiters: toolFields('SmartRecruiters', {
      scoreLabel: z.string().optional().describe('Text to show instead of the score.'),
    }),
    recruitee: toolFields('Recruitee', {
      subtitle: z.string().optional().describe('Second line below the heading of the result.'),
    }),
    workday: toolFields('Workday', {
      Assess_Candidate_Data: openObject('The request that stores an assessment.', {
        Candidate_Assessment_Data: openObject('The assessment of the candidate.', {
          Assess_Candidate_Test_Result_Data: openObject('The result of the test.', {
            Assessment_Test_Status_Reference: workdayStatus,
          }),
        }),
      }),
    }),
  }),
});
export type AssessmentResultInput = z.infer<typeof AssessmentResultInput>;
