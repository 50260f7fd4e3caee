import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { RejectionReason } from '../models/rejection-reason.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getRejectionReasons = defineOperation({
  id: 'get-rejection-reasons',
  operationId: 'GetAtsRejectionReasons',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/rejection-reasons',
  summary: 'List rejection reasons',
  description:
    'Reads the reasons for which applications can be turned down, from the last sync. Rejecting an application needs the id of one.',
  query: z.strictObject(listQuery),
  response: pageOf(RejectionReason),
});
