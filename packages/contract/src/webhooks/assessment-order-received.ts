import { AssessmentOrder } from './assessment-order.ts';
import { defineWebhook } from './define-webhook.ts';

export const assessmentOrderReceived = defineWebhook({
  type: 'assessment:order-received',
  summary: 'An assessment was ordered',
  description: 'Sent when somebody orders an assessment package for a candidate in the tool.',
  content: AssessmentOrder,
});
