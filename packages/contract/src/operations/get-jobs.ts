import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { Job } from '../models/job.ts';
import * as words from '../models/vocabulary.ts';
import * as parameter from '../query-parameters.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getJobs = defineOperation({
  id: 'get-jobs',
  operationId: 'GetAtsJobs',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/jobs',
  summary: 'List jobs',
  description:
    'Reads jobs from the last sync, with stages, screening questions, postings and hiring team inside. Take the ids of stages and questions for moving and creating applications from here. `updated_after` also finds a job when one of its postings or questions changed, or when a stage or team member was added or removed.',
  query: z.strictObject({
    ...listQuery,
    job_codes: parameter.textList('Only jobs with one of these codes.'),
    post_url: parameter.text('Only the job that is advertised at this address.'),
    statuses: parameter.wordList(words.jobStatuses, 'Only jobs with one of these statuses.'),
    employment_types: parameter.wordList(
      words.employmentTypes,
      'Only jobs of one of these employment types.',
    ),
    visibilities: parameter.wordList(
      words.jobVisibilities,
      'Only jobs that are visible in one of these ways.',
    ),
    remote_created_after: parameter.instant(
      'Only jobs that the tool created on or after that day.',
    ),
    name_contains: parameter.text('Only jobs whose name holds these keywords.'),
    status: parameter
      .word(words.jobStatuses, 'Only jobs with this status. Deprecated: use `statuses`.')
      .meta({ deprecated: true }),
  }),
  response: pageOf(Job),
});
