import type { z } from 'zod';

import {
  assessmentOrderReceived,
  inlineAssessmentOrderReceived,
} from './assessment-order-received.ts';
import { connectionFlowFailed } from './connection-flow-failed.ts';
import { dataChanged } from './data-changed.ts';
import type { Webhook } from './define-webhook.ts';
import { integrationCreated } from './integration-created.ts';
import { integrationDeleted } from './integration-deleted.ts';
import { integrationStateChanged } from './integration-state-changed.ts';
import { issueStatusChanged } from './issue-status-changed.ts';
import { syncFinished } from './sync-finished.ts';

/** Every webhook of the wire. */
export const webhooks = [
  dataChanged,
  syncFinished,
  integrationCreated,
  integrationDeleted,
  integrationStateChanged,
  connectionFlowFailed,
  issueStatusChanged,
  assessmentOrderReceived,
  inlineAssessmentOrderReceived,
] as const satisfies readonly Webhook[];

/** The `type` of a webhook, such as `data-changed`. */
export type WebhookType = (typeof webhooks)[number]['type'];

/** The whole body of a webhook: `id`, `type` and `data`. */
export type WebhookPayload<Type extends WebhookType> = z.output<
  Extract<(typeof webhooks)[number], { type: Type }>['payload']
>;
