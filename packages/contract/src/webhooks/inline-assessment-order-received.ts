import { AssessmentOrder } from './assessment-order.ts';
import { defineWebhook } from './define-webhook.ts';

export const inlineAssessmentOrderReceived = defineWebhook({
  type: 'inline-assessment:order-received',
  summary: 'An assessment within an application was ordered',
  description: 'Sent when an applicant is asked for an assessment while they apply.',
  content: AssessmentOrder,
});
