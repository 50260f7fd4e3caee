import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { ApplicationStage } from '../models/application-stage.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getApplicationStages = defineOperation({
  id: 'get-application-stages',
  operationId: 'GetAtsApplicationStages',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/application-stages',
  summary: 'List application stages',
  description:
    'Deprecated. Reads all stages from the last sync, without their jobs. Prefer the `stages` of a job: in many tools a stage belongs to one job, and moving an application to a foreign stage fails.',
  deprecated: true,
  query: z.strictObject(listQuery),
  response: pageOf(ApplicationStage),
});
