import { z } from 'zod';

import { AssessmentOrder } from '../models/assessment.ts';
import { integrationId } from '../models/shared-fields.ts';
import { assessmentsMissing } from '../not-implemented.ts';
import { defineWebhook } from './define-webhook.ts';

/** An order that has just come in, with the integration that it came from. */
export const ReceivedAssessmentOrder = z.object({
  ...AssessmentOrder.shape,
  integration_id: integrationId,
});
export type ReceivedAssessmentOrder = z.infer<typeof ReceivedAssessmentOrder>;

export const assessmentOrderReceived = defineWebhook({
  type: 'assessment:order-received',
  summary: 'An assessment was ordered',
  description: 'Sent when a recruiter orders an assessment package for a candidate in the tool.',
  content: ReceivedAssessmentOrder,
  notImplemented: assessmentsMissing,
});

export const inlineAssessmentOrderReceived = defineWebhook({
  type: 'inline-assessment:order-received',
  summary: 'An assessment within an application was ordered',
  description: 'Sent when an applicant is asked for an assessment as part of the application.',
  content: ReceivedAssessmentOrder,
  notImplemented: assessmentsMissing,
});
