import { z } from 'zod';

import { dateTime, nullableDateTime } from '../models/primitives.ts';
import { issueChanges, issueStatuses, issueTypes } from '../models/vocabulary.ts';
import { defineWebhook } from './define-webhook.ts';
import { integrationLifeShape } from './integration-summary.ts';

/** What webhooks and our own API show of an issue. */
export const issueShape = {
  id: z.string().describe('Id of the issue.'),
  type: z.string().meta({
    description: `Type of the issue. Usually one of ${issueTypes.join(', ')}; other values are possible.`,
    'x-open-enum': [...issueTypes],
  }),
  title: z.string().describe('Short description that you can show to the customer.'),
  status: z.enum(issueStatuses).describe('OPEN while the issue exists, then RESOLVED.'),
  markdown_message: z
    .string()
    .describe('Description of the issue and its remedy, as Markdown, for developers.'),
  first_observed_at: dateTime.describe(
    'When the issue was first detected. An issue that recurs gets a new time.',
  ),
  resolved_at: nullableDateTime.describe('When the issue was resolved; null while it is open.'),
};

export const issueStatusChanged = defineWebhook({
  type: 'issue-status-changed',
  summary: 'An issue was raised or resolved',
  description:
    'Sent when Hirewire detects a problem with an integration, such as refused credentials, and again when it is resolved.',
  content: z.object({
    change: z.enum(issueChanges).describe('Whether the issue was raised or resolved.'),
    issue: z.object(issueShape).describe('The issue.'),
    integration: z
      .object(integrationLifeShape)
      .nullable()
      .describe(
        'The integration that has the issue; null if the issue concerns the whole environment.',
      ),
  }),
});
