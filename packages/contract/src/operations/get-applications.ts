import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { Application } from '../models/application.ts';
import { outcomes } from '../models/vocabulary.ts';
import * as parameter from '../query-parameters.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getApplications = defineOperation({
  id: 'get-applications',
  operationId: 'GetAtsApplications',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/applications',
  summary: 'List applications',
  description:
    'Reads applications from the last sync, with candidate, job, current stage, interviews and offers inside. `updated_after` also finds an application when its candidate, its current stage, or one of its interviews or offers changed; a changed job or tag does not count.',
  query: z.strictObject({
    ...listQuery,
    outcomes: parameter.wordList(outcomes, 'Only applications with one of these outcomes.'),
    job_ids: parameter.textList('Only applications for one of these jobs.'),
    job_remote_ids: parameter.textList(
      "Only applications for jobs with one of these ids of the tool's own.",
    ),
    current_stage_ids: parameter.textList('Only applications that stand in one of these stages.'),
    remote_created_after: parameter.instant(
      'Only applications that the tool created at or after this moment.',
    ),
    outcome: parameter
      .word(outcomes, 'Only applications with this outcome. Deprecated: use `outcomes`.')
      .meta({ deprecated: true }),
  }),
  response: pageOf(Application),
});
