import { successOf } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { Integration } from '../models/integration.ts';
import { defineOperation } from './define-operation.ts';

export const getIntegrationDetails = defineOperation({
  id: 'get-integration-details',
  operationId: 'GetIntegrationsIntegrationId',
  group: 'general',
  kind: 'general',
  keyScope: 'read',
  method: 'GET',
  path: '/integrations/{integration_id}',
  summary: 'Read one integration',
  description:
    "Returns the integration's tool, customer and state, and what it can read and write: what the connector supports and the scope allows. Check it before you offer an action.",
  pathParameters: integrationPath,
  response: successOf(Integration),
});
