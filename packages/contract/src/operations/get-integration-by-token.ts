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
  method: 'GET',
  path: '/connect/integration-by-token/{token}',
  summary: 'Find the integration behind an activation token',
  description:
    'Exchanges the short-lived token that the connect page gave to the browser for the integration, so that nobody has to trust an id from a browser.',
  pathParameters: z.object({
    token: z
      .string()
      .describe(
        'The activation token that the browser got from the connect page. It is short-lived.',
      ),
  }),
  response: successOf(ActivatedIntegration),
  notImplemented: connectFlowMissing,
});
