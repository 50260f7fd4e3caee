import { hirewireOperations, parseOptionalBody, parsePath, parseQuery } from '@hirewire/contract';
import type { HirewireOperationId, Operation, RawQuery } from '@hirewire/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { createApiKey, getApiKeys, revokeApiKey } from '../hirewire/api-key-routes.ts';
import { getAuditEvents } from '../hirewire/audit-routes.ts';
import { createErasure, getErasure, getErasures, liftErasure } from '../hirewire/erasure-routes.ts';
import { getChanges } from '../hirewire/get-changes.ts';
import {
  createIntegration,
  getIntegrations,
  getSyncs,
  replaceCredentials,
} from '../hirewire/integration-routes.ts';
import { getIssue, getIssues, updateIssue } from '../hirewire/issue-routes.ts';
import * as customFields from '../hirewire/custom-field-routes.ts';
import * as changes from '../hirewire/integration-change-routes.ts';
import {
  cancelSync,
  getInteraction,
  getInteractions,
  getSync,
  getWebhookEvent,
} from '../hirewire/look-ups.ts';
import { type Call, type Route, type RouteParts, routePath } from '../hirewire/route.ts';
import { getTool } from '../hirewire/tool-routes.ts';
import * as webhooks from '../hirewire/webhook-routes.ts';
import { success } from '../operations/route.ts';
import { jsonType } from './errors.ts';

type OperationOf<Id extends HirewireOperationId> = Extract<
  (typeof hirewireOperations)[number],
  { id: Id }
>;

/** These two stream and verify by themselves: `serveFiles` and `serveVendorWebhooks`. */
type ServedElsewhere = 'download-file' | 'receive-vendor-webhook';

const routes: {
  readonly [Id in Exclude<HirewireOperationId, ServedElsewhere>]: Route<OperationOf<Id>>;
} = {
  'get-tool': getTool,
  'get-integrations': getIntegrations,
  'create-integration': createIntegration,
  'get-integration': changes.getIntegration,
  'replace-credentials': replaceCredentials,
  'update-settings': changes.updateSettings,
  'update-scope': changes.updateScope,
  'register-tool-webhooks': changes.registerToolWebhooks,
  'unregister-tool-webhooks': changes.unregisterToolWebhooks,
  'get-syncs': getSyncs,
  'get-changes': getChanges,
  'get-sync': getSync,
  'cancel-sync': cancelSync,
  'get-interactions': getInteractions,
  'get-interaction': getInteraction,
  'get-environment-custom-fields': customFields.getEnvironmentCustomFields,
  'create-custom-field': customFields.createCustomField,
  'delete-custom-field': customFields.deleteCustomField,
  'get-issues': getIssues,
  'get-issue': getIssue,
  'update-issue': updateIssue,
  'get-erasures': getErasures,
  'create-erasure': createErasure,
  'get-erasure': getErasure,
  'lift-erasure': liftErasure,
  'get-webhook-endpoints': webhooks.getWebhookEndpoints,
  'create-webhook-endpoint': webhooks.createWebhookEndpoint,
  'get-webhook-endpoint': webhooks.getWebhookEndpoint,
  'update-webhook-endpoint': webhooks.updateWebhookEndpoint,
  'delete-webhook-endpoint': webhooks.deleteWebhookEndpoint,
  'rotate-webhook-secret': webhooks.rotateWebhookSecret,
  'get-webhook-deliveries': webhooks.getWebhookDeliveries,
  'replay-webhook-events': webhooks.replayWebhookEvents,
  'get-webhook-event': getWebhookEvent,
  'get-api-keys': getApiKeys,
  'create-api-key': createApiKey,
  'revoke-api-key': revokeApiKey,
  'get-audit-events': getAuditEvents,
};

/**
 * Events are sent at least once anyway, and known by their ids; what has ended stays as it is; nobody is erased or let in twice.
 */
const repeatablePosts: ReadonlySet<string> = new Set([
  'replay-webhook-events',
  'cancel-sync',
  'create-erasure',
  'lift-erasure',
]);

/** Serves the operations of our own API that take an API key. */
export function serveHirewireOperations(app: FastifyInstance, parts: RouteParts): void {
  for (const operation of hirewireOperations as readonly Operation[]) {
    const route = routes[operation.id as keyof typeof routes] as Route<Operation> | undefined;
    if (route === undefined) continue;
    const { method, id } = operation;
    app.route({
      method,
      url: routePath(operation),
      config: { operation, isRepeatable: method !== 'POST' || repeatablePosts.has(id) },
      handler: async (request, reply) => {
        const content = await route({ ...parts, ...parse(operation, request) });
        return reply.type(jsonType).send(success(content));
      },
    });
  }
}

function parse(
  { pathParameters, query, body }: Operation,
  request: FastifyRequest,
): Omit<Call<Operation>, keyof RouteParts> {
  const { authorization } = request;
  if (authorization === null) throw new Error('a route ran before authentication');
  return {
    authorization,
    environmentId: authorization.environment.id,
    path: pathParameters && parsePath(pathParameters, request.params as Record<string, string>),
    query: query && parseQuery(query, request.query as RawQuery),
    body: body && parseOptionalBody(body, request.body),
  };
}
