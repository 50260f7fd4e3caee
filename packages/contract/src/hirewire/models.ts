import { z } from 'zod';

import { dateTime, nullableDateTime, nullableText } from '../models/primitives.ts';
import { syncStates, syncTypes } from '../models/vocabulary.ts';

// What the API of our own answers with, and what the CLI prints of the same things.

const integrationId = z
  .string()
  .describe("Id of the integration: the tool's slug, a colon and 24 characters.");

/** One change of a record, as the change feed tells it. */
export const Change = z.object({
  position: z
    .int()
    .describe('Number of the change in the feed of its integration. There are no gaps.'),
  cursor: z.string().describe('Send this as `after` to get the changes that follow this one.'),
  model: z
    .string()
    .describe('The list that contains the record, such as `jobs` or `applications`.'),
  id: z.string().describe('Id of the record in Hirewire.'),
  change: z
    .enum(['created', 'updated', 'deleted'])
    .describe(
      'created: the record is new, or was restored. updated: the record, or a relation that counts for `updated_after`, changed. deleted: the record was deleted in the tool.',
    ),
  changed_at: dateTime.describe(
    'When the change was committed. Changes of the same transaction have the same time.',
  ),
  cause: z
    .object({
      type: z
        .enum(['sync', 'action', 'webhook', 'purge', 'erasure'])
        .describe(
          'What kind of cause: a sync, an action, a webhook of the tool, the purge, which empties deleted records, or the erasure of a person.',
        ),
      id: nullableText.describe(
        "Id of the sync, of the action's interaction, of the tool's webhook delivery, or of the erasure; null if there is none.",
      ),
    })
    .nullable()
    .describe('What caused the change; null if unknown.'),
});
export type Change = z.infer<typeof Change>;

const deprecatedAlias = (name: string) => ({
  description: `Deprecated: the former name of \`${name}\`, for one release.`,
  deprecated: true,
});

const count = z.int();

/** How far one model got within a sync. */
export const SyncModel = z.object({
  state: z
    .enum(['PENDING', 'READING', 'READ', 'DONE', 'FAILED'])
    .describe('PENDING, READING or READ while the sync runs, then DONE or FAILED.'),
  pages: count.describe('Number of pages read from the tool.'),
  records: count.describe('Number of records read.'),
  written: count.describe('Number of records that were new or changed.'),
  unchanged: count.describe('Number of records that had not changed.'),
  deleted: count.describe('Number of records that the tool no longer has.'),
  skipped_deletions: count.describe(
    'Number of records that a full read did not find, but that were kept because so many deletions are implausible.',
  ),
  expected: count
    .nullable()
    .describe(
      'Expected number of records: the total that the tool reported, or that of the last full read. Null if neither is known.',
    ),
  requests: count.describe('Number of requests to the tool, including retries.'),
  waited_ms: count.describe("Time spent waiting for the tool's rate limits, in milliseconds."),
  started_at: nullableDateTime.describe('When reading the model started; null before that.'),
  ended_at: nullableDateTime.describe('When reading the model ended; null before that.'),
  message: nullableText.describe(
    'Why the model failed or is incomplete, as text for people; null if it is neither.',
  ),
  is_refused: z
    .boolean()
    .describe(
      'Whether the tool refused the model because the credentials lack a permission. Every sync tries again.',
    ),
  withheld: count.optional().meta(deprecatedAlias('skipped_deletions')),
  waitedMs: count.optional().meta(deprecatedAlias('waited_ms')),
  startedAt: nullableDateTime.optional().meta(deprecatedAlias('started_at')),
  endedAt: nullableDateTime.optional().meta(deprecatedAlias('ended_at')),
});
export type SyncModel = z.infer<typeof SyncModel>;

/** How a sync went. */
export const Sync = z.object({
  id: z.string().describe('Id of the sync.'),
  integration_id: integrationId,
  type: z.enum(syncTypes).describe('FULL reads everything; DELTA reads only changes.'),
  trigger: z
    .enum(['INITIAL', 'API', 'CLI', 'SCHEDULE'])
    .describe('What requested the sync. INITIAL is the first sync of an integration.'),
  state: z
    .enum(['QUEUED', 'RUNNING', ...syncStates])
    .describe('QUEUED or RUNNING, then the outcome.'),
  queued_at: dateTime.describe('When the sync was requested.'),
  started_at: nullableDateTime.describe('When the sync started; null before that.'),
  ended_at: nullableDateTime.describe('When the sync ended; null before that.'),
  message: nullableText.describe(
    'Explanation of the outcome, as text for people; null if none is needed.',
  ),
  models: z.record(z.string(), SyncModel).describe('Progress by model, such as `jobs`.'),
  issues: z
    .array(
      z.object({
        model: z.string().describe('Model of the records.'),
        field: z.string().describe('Field that the value was for.'),
        count: count.describe('Number of such values.'),
        sample: z.string().describe('One of the values, shortened.'),
      }),
    )
    .describe('Values from the tool that could not be used.'),
});
export type Sync = z.infer<typeof Sync>;

const loggedBody = (what: string) =>
  z.unknown().describe(`${what}; null if there was none, and after 7 days.`);

/** A live action at a glance. */
export const InteractionSummary = z.object({
  id: z.string().describe('Id of the interaction.'),
  operation: z.string().describe('Name of the operation, such as `create-application`.'),
  started_at: dateTime.describe('When it started.'),
  ended_at: nullableDateTime.describe(
    'When it ended; null while it runs. It stays null if the process crashed.',
  ),
  status: z.int().nullable().describe('HTTP status of the response; null until it ended.'),
  error_code: nullableText.describe('Error code; null if it succeeded.'),
});
export type InteractionSummary = z.infer<typeof InteractionSummary>;

/** A live action: what it was asked, what it asked the tool, and what both answered. */
export const Interaction = z.object({
  id: z.string().describe("Id of the interaction: the last part of an error's `log_url`."),
  integration_id: integrationId,
  operation: z.string().describe('Name of the operation, such as `create-application`.'),
  dry_run: z.boolean().describe('Whether it was a dry run, which sends nothing.'),
  started_at: dateTime.describe('When it started.'),
  ended_at: nullableDateTime.describe(
    'When it ended; null while it runs. It stays null if the process crashed.',
  ),
  request: z
    .object({
      method: z.string().describe('HTTP method of the request to Hirewire.'),
      path: z.string().describe('Its path.'),
      body: loggedBody('Body of that request, with file contents replaced by a description'),
    })
    .describe('The request to Hirewire.'),
  response: z
    .object({
      status: z.int().nullable().describe('HTTP status; null until it ended.'),
      error_code: nullableText.describe('Error code; null if it succeeded.'),
      body: loggedBody('Body of the response'),
    })
    .describe("Hirewire's response."),
  remote_requests: z
    .array(
      z.object({
        method: z.string().describe('HTTP method.'),
        url: z.string().describe('URL, without secrets.'),
        started_at: dateTime.describe('When the request was sent.'),
        duration_ms: z.int().describe('Time until the response or the timeout, in milliseconds.'),
        attempt: z
          .int()
          .describe('Number of the attempt: 1, then 2 for the first retry, and so on.'),
        status: z
          .int()
          .nullable()
          .describe("HTTP status of the tool's response; null if there was no response."),
        error_kind: nullableText.describe('Kind of the failure; null if the request succeeded.'),
        request_body: loggedBody('Body of the request, without secrets'),
        response_body: loggedBody('Body of the response, without secrets'),
      }),
    )
    .describe('The requests to the tool, in order.'),
});
export type Interaction = z.infer<typeof Interaction>;
