export {
  assessmentOrderReceived,
  inlineAssessmentOrderReceived,
  ReceivedAssessmentOrder,
} from './assessment-order-received.ts';
export { connectionFlowFailed } from './connection-flow-failed.ts';
export { dataChanged, joinModelIds } from './data-changed.ts';
export { type Webhook } from './define-webhook.ts';
export { integrationCreated } from './integration-created.ts';
export { integrationDeleted } from './integration-deleted.ts';
export { integrationStateChanged } from './integration-state-changed.ts';
export { issueStatusChanged } from './issue-status-changed.ts';
export { syncFinished } from './sync-finished.ts';
export { type WebhookPayload, webhooks, type WebhookType } from './webhooks.ts';
