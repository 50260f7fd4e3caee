import { z } from 'zod';

import { dateTime, nullableDateTime } from '../models/primitives.ts';
import { issueChanges, issueStatuses, issueTypes } from '../models/vocabulary.ts';
import { defineWebhook } from './define-webhook.ts';
import { integrationLifeShape } from './integration-summary.ts';

const issue = z
  .object({
    id: z.string().describe('Id of the issue.'),
    type: z.string().meta({
      description: `What kind of trouble it is. Usually one of ${issueTypes.join(', ')}; other words are possible.`,
      'x-open-enum': [...issueTypes],
    }),
    title: z.string().describe('What is wrong, in a few words that you can show to the customer.'),
    status: z
      .enum(issueStatuses)
      .describe('OPEN while the trouble is seen, RESOLVED once it is gone.'),
    markdown_message: z
      .string()
      .describe('What is wrong and what to do about it, as Markdown, for developers.'),
    first_observed_at: dateTime.describe(
      'When the trouble was first seen. Trouble that comes back begins anew.',
    ),
    resolved_at: nullableDateTime.describe('When the trouble was gone; null while it is not.'),
  })
  .describe('What is wrong.');

export const issueStatusChanged = defineWebhook({
  type: 'issue-status-changed',
  summary: 'An issue was raised or resolved',
  description:
    'Sent when something is found to be wrong with an integration, such as credentials that the tool refuses, and again when it is gone.',
  content: z.object({
    change: z.enum(issueChanges).describe('Whether the issue was raised or resolved just now.'),
    issue,
    integration: z
      .object(integrationLifeShape)
      .nullable()
      .describe('The integration that has the issue; null where the whole environment has it.'),
  }),
  notImplemented:
    'Hirewire does not keep issues yet. `integration-state-changed` and `sync-finished` tell of failures.',
});
