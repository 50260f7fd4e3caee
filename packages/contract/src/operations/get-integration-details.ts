import { successOf } from '../envelopes.ts';
import { integrationPath } from '../inputs/path-parameters.ts';
import { Integration } from '../models/integration.ts';
import { defineOperation } from './define-operation.ts';

export const getIntegrationDetails = defineOperation({
  id: 'get-integration-details',
  operationId: 'GetIntegrationsIntegrationId',
  group: 'general',
  kind: 'general',
  method: 'GET',
  path: '/integrations/{integration_id}',
  summary: 'Read one integration',
  description:
    'Says which tool and customer the integration belongs to, in which state it is, and what it may read and write: what the connector can do and the scope allows. Look here before you offer an action.',
  pathParameters: integrationPath,
  response: successOf(Integration),
});
