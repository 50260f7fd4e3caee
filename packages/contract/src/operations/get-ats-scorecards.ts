import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { Scorecard } from '../models/scorecard.ts';
import { defineOperation } from './define-operation.ts';
import { filedUnderFilters } from '../models/shared-fields.ts';
import { listQuery } from './list-query.ts';

export const getAtsScorecards = defineOperation({
  id: 'get-ats-scorecards',
  operationId: 'GetAtsScorecards',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/scorecards',
  summary: 'List scorecards',
  description:
    "Reads what interviewers think of candidates, in the questions of the tool's own forms, from the last sync. `updated_after` finds a scorecard when it or one of its answers changed; a changed author, application, candidate or interview does not count.",
  query: z.strictObject({
    ...listQuery,
    candidate_ids: filedUnderFilters.candidate_ids.parameter,
    application_ids: filedUnderFilters.application_ids.parameter,
  }),
  response: pageOf(Scorecard),
  notImplemented: 'No connector reads scorecards yet.',
  sdkSince: '1.4.0',
});
