import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { nullableDateTime, dateTime, nullableText } from '../models/primitives.ts';
import { issueStatuses } from '../models/vocabulary.ts';
import { defineOperation } from '../operations/define-operation.ts';
import * as parameter from '../query-parameters.ts';
import { issueShape } from '../webhooks/issue-status-changed.ts';

/** What is, or was, wrong with an integration or with an environment. */
export const Issue = z.object({
  ...issueShape,
  integration_id: nullableText.describe(
    'Id of the integration that has the issue; null if it concerns the whole environment.',
  ),
  subject: nullableText.describe(
    'What of the integration or environment has the issue: a permission, model, action or webhook endpoint; null if all of it.',
  ),
  last_observed_at: dateTime.describe('When the issue was last detected.'),
  muted_until: nullableDateTime.describe('Until when the issue is muted; null if it is not.'),
});
export type Issue = z.infer<typeof Issue>;

const group = 'hirewire';
const kind = 'general';
const errors = { 404: 'The environment of the API key has no issue with this id.' };
const issuePath = z.object({ issue_id: z.string().describe('Id of the issue.') });

export const getIssues = defineOperation({
  id: 'get-issues',
  operationId: 'GetIssues',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/issues',
  summary: 'List issues',
  description:
    'Lists what is wrong with the integrations of the environment, newest first. Hirewire raises and resolves issues by itself. Resolved ones are kept for 60 days.',
  query: z.object({
    integration_id: parameter.text('Only issues of this integration.'),
    type: parameter.text('Only issues of this type, such as `integration.sync_failing`.'),
    status: parameter.word(issueStatuses, 'Only issues with this status. Omit it for all.'),
    include_muted: parameter.flag('Whether to include muted issues.'),
    after: parameter.text('Id of the last issue of the previous page.'),
    limit: parameter.wholeNumber({
      maximum: 250,
      byDefault: 100,
      description: 'Maximum number of issues to return.',
    }),
  }),
  response: successOf(
    z.object({
      results: z.array(Issue).describe('Issues, newest first.'),
      has_more: z
        .boolean()
        .describe('Whether there are more: ask again, with `after` set to the last id.'),
    }),
  ),
});

export const getIssue = defineOperation({
  id: 'get-issue',
  operationId: 'GetIssue',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/issues/{issue_id}',
  summary: 'Look up an issue',
  description: 'Returns an issue: what is wrong, since when, and what to do.',
  pathParameters: issuePath,
  response: successOf(Issue),
  errors,
});

export const updateIssue = defineOperation({
  id: 'update-issue',
  operationId: 'UpdateIssue',
  group,
  kind,
  keyScope: 'management',
  method: 'PATCH',
  path: '/issues/{issue_id}',
  summary: 'Mute an issue',
  description:
    'Mutes an issue until a time, or unmutes it. A muted issue is left out of lists and metrics; it is still observed, and resolved when it is over. No webhook is sent.',
  pathParameters: issuePath,
  body: z.strictObject({
    muted_until: z.iso
      .datetime()
      .nullable()
      .describe('Until when the issue is muted; null to unmute it.'),
  }),
  response: successOf(Issue),
  errors,
});
