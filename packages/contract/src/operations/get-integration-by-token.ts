import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { ActivatedIntegration } from '../models/integration.ts';
import { connectFlowMissing } from '../not-implemented.ts';
import { defineOperation } from './define-operation.ts';

export const getIntegrationByToken = defineOperation({
  id: 'get-integration-by-token',
  operationId: 'GetConnectIntegrationByTokenToken',
  group: 'connect',
  kind: 'general',
  keyScope: 'management',
  method: 'GET',
  path: '/connect/integration-by-token/{token}',
  summary: 'Find the integration behind an activation token',
  description:
    'Exchanges the short-lived token that the connect page gave to the browser for the integration, so that you need not trust an id from a browser.',
  pathParameters: z.object({
    token: z
      .string()
      .describe('The short-lived activation token that the connect page gave to the browser.'),
  }),
  response: successOf(ActivatedIntegration),
  notImplemented: connectFlowMissing,
});
