import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { dateTime, nullableText } from '../models/primitives.ts';
import { defineOperation } from '../operations/define-operation.ts';
import * as parameter from '../query-parameters.ts';

/** Who called for which change. It holds ids, and nothing that a client has written. */
export const AuditEvent = z.object({
  id: z.string().describe('Id of the entry.'),
  occurred_at: dateTime.describe('When the change was called for.'),
  actor: z
    .object({
      type: z
        .enum(['API_KEY', 'COMMAND_LINE'])
        .describe('API_KEY: an operation of one of the APIs. COMMAND_LINE: a command.'),
      id: nullableText.describe('Id of the API key; null for the command line.'),
      name: nullableText.describe(
        "Name of the API key, or of the operating system's user; null if it has none.",
      ),
    })
    .describe('Who called for it.'),
  operation: z
    .string()
    .describe('Id of the operation, such as `create-webhook-endpoint`, or the words of a command.'),
  integration_id: nullableText.describe(
    'Id of the integration that it is about; null if it is about none.',
  ),
  target_ids: z
    .record(z.string(), z.string())
    .describe(
      'Other ids that it is about, by what they are, such as `candidate_id`. `created_id` is what was created, `interaction_id` the interaction of an action.',
    ),
  is_dry_run: z.boolean().describe('Whether nothing was to be changed.'),
  outcome: z
    .enum(['SUCCEEDED', 'REFUSED', 'FAILED'])
    .nullable()
    .describe(
      'SUCCEEDED: it was done. REFUSED: nothing was done. FAILED: it ended with an error, and parts of it may have been done. Null while it is under way, and for good if its process ended first.',
    ),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

export const getAuditEvents = defineOperation({
  id: 'get-audit-events',
  operationId: 'GetAuditEvents',
  group: 'hirewire',
  kind: 'general',
  keyScope: 'management',
  method: 'GET',
  path: '/audit-events',
  summary: 'List audit events',
  description:
    'Lists who called for which changes in the environment, newest first: all operations of both APIs that are no GET, and all commands that change something. An entry is written before anything is changed, and kept for a year unless the operator chose otherwise. It holds ids only.',
  query: z.object({
    integration_id: parameter.text('Only what is about this integration.'),
    actor_id: parameter.text('Only what the API key with this id called for.'),
    operation: parameter.text('Only this operation, or this command.'),
    from: parameter.instant('Only what was called for at or after this time.'),
    to: parameter.instant('Only what was called for before this time.'),
    after: parameter.text('Id of the last entry of the previous page.'),
    limit: parameter.wholeNumber({
      maximum: 250,
      byDefault: 100,
      description: 'Maximum number of entries to return.',
    }),
  }),
  response: successOf(
    z.object({
      results: z.array(AuditEvent).describe('Entries, newest first.'),
      has_more: z
        .boolean()
        .describe('Whether there are more: ask again, with `after` set to the last id.'),
    }),
  ),
});
