import type { Operation } from '../operations/define-operation.ts';
import { operations } from '../operations/operations.ts';
import { createApiKey, getApiKeys, revokeApiKey } from './api-keys.ts';
import { getAuditEvents } from './audit-events.ts';
import { getChanges } from './change-feed.ts';
import { createErasure, getErasure, getErasures, liftErasure } from './erasures.ts';
import {
  createIntegration,
  getIntegrations,
  getSyncs,
  replaceCredentials,
} from './integrations.ts';
import { getIssue, getIssues, updateIssue } from './issues.ts';
import * as customFields from './custom-fields.ts';
import * as changes from './integration-changes.ts';
import {
  cancelSync,
  downloadFile,
  getInteraction,
  getInteractions,
  getSync,
  receiveVendorWebhook,
} from './records-of-work.ts';
import { getTool } from './tools.ts';
import * as webhooks from './webhook-operations.ts';

/** Every operation of the API of our own, `/hirewire/v1`. */
export const hirewireOperations = [
  getTool,
  getIntegrations,
  createIntegration,
  changes.getIntegration,
  replaceCredentials,
  changes.updateSettings,
  changes.updateScope,
  changes.registerToolWebhooks,
  changes.unregisterToolWebhooks,
  getSyncs,
  getChanges,
  getSync,
  cancelSync,
  getInteractions,
  getInteraction,
  customFields.getEnvironmentCustomFields,
  customFields.createCustomField,
  customFields.deleteCustomField,
  getIssues,
  getIssue,
  updateIssue,
  getErasures,
  createErasure,
  getErasure,
  liftErasure,
  webhooks.getWebhookEndpoints,
  webhooks.createWebhookEndpoint,
  webhooks.getWebhookEndpoint,
  webhooks.updateWebhookEndpoint,
  webhooks.deleteWebhookEndpoint,
  webhooks.rotateWebhookSecret,
  webhooks.getWebhookDeliveries,
  webhooks.replayWebhookEvents,
  webhooks.getWebhookEvent,
  getApiKeys,
  createApiKey,
  revokeApiKey,
  getAuditEvents,
  downloadFile,
  receiveVendorWebhook,
] as const satisfies readonly Operation[];

/** What clients call, of both APIs. What takes no API key is for browsers and tools. */
export const clientOperations = [...operations, ...hirewireOperations].filter(
  (operation: Operation) => operation.needsKey,
);

/** The name of an operation, such as `get-changes`. */
export type HirewireOperationId = (typeof hirewireOperations)[number]['id'];
