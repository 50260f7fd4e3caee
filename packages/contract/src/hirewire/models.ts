import { z } from 'zod';

import { dateTime, nullableDateTime, nullableText } from '../models/primitives.ts';
import { syncStates, syncTypes } from '../models/vocabulary.ts';

// What the API of our own answers with, and what the CLI prints of the same things.

const integrationId = z
  .string()
  .describe('Id of the integration: the slug of its tool, a colon and 24 characters.');

/** One change of a record, as the change feed tells it. */
export const Change = z.object({
  position: z.int().describe('Number of the change in the feed of its integration, without gaps.'),
  model: z.string().describe('Which list shows the record, such as `jobs` or `applications`.'),
  id: z.string().describe("Hirewire's id of the record."),
  change: z
    .enum(['created', 'updated', 'deleted'])
    .describe(
      'created: the record appeared, or came back. updated: it, or a relation that counts for `updated_after`, changed. deleted: it is gone from the tool.',
    ),
  changed_at: dateTime.describe(
    'When the transaction was recorded; the changes of one have the same.',
  ),
  cause: z
    .object({
      type: z
        .enum(['sync', 'action', 'webhook', 'purge'])
        .describe(
          'sync, action, webhook of the tool, or purge: a record that had been deleted was emptied.',
        ),
      id: nullableText.describe(
        'Id of the sync, of the interaction of the action, or of the delivery of the tool; null where there is none.',
      ),
    })
    .nullable()
    .describe('What made the change; null where that is not known.'),
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
    .describe('PENDING, READING and READ while it goes on; DONE or FAILED in the end.'),
  pages: count.describe('Pages that were read from the tool.'),
  records: count.describe('Records that were read.'),
  written: count.describe('Records that were new, or had changed.'),
  unchanged: count.describe('Records that were as they had been.'),
  deleted: count.describe('Records that the tool no longer has.'),
  skipped_deletions: count.describe(
    'Records that a full read missed, but that were kept, as so many deletions are implausible.',
  ),
  expected: count
    .nullable()
    .describe(
      'Records that the tool announced, or that the last full read found; null where neither is known.',
    ),
  requests: count.describe('Requests to the tool, repeated ones too.'),
  waited_ms: count.describe('Milliseconds of waiting for the limits of the tool.'),
  started_at: nullableDateTime.describe('When its reading began; null before.'),
  ended_at: nullableDateTime.describe('When its reading ended; null before.'),
  message: nullableText.describe('Why it failed, for people; null where there is nothing to say.'),
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
  type: z.enum(syncTypes).describe('FULL reads everything, DELTA only what has changed.'),
  trigger: z
    .enum(['INITIAL', 'API', 'CLI', 'SCHEDULE'])
    .describe('What asked for it: INITIAL is the first sync of an integration.'),
  state: z
    .enum(['QUEUED', 'RUNNING', ...syncStates])
    .describe('QUEUED and RUNNING until it has ended; then how it ended.'),
  queued_at: dateTime.describe('When it was asked for.'),
  started_at: nullableDateTime.describe('When it began; null before.'),
  ended_at: nullableDateTime.describe('When it ended; null before.'),
  message: nullableText.describe(
    'Why it ended as it did, for people; null where there is nothing to say.',
  ),
  models: z.record(z.string(), SyncModel).describe('Progress by model, such as `jobs`.'),
  issues: z
    .array(
      z.object({
        model: z.string().describe('Model of the records.'),
        field: z.string().describe('Field that the value was meant for.'),
        count: count.describe('How many such values there were.'),
        sample: z.string().describe('One example, shortened.'),
      }),
    )
    .describe('Values of the tool that could not be used.'),
});
export type Sync = z.infer<typeof Sync>;

const loggedBody = (what: string) =>
  z.unknown().describe(`${what}; null where there was none, and after 7 days.`);

/** A live action: what it was asked, what it asked the tool, and what both answered. */
export const Interaction = z.object({
  id: z.string().describe('Id of the interaction: the end of the `log_url` of an error.'),
  integration_id: integrationId,
  operation: z.string().describe('Name of the operation, such as `create-application`.'),
  dry_run: z.boolean().describe('Whether it only was to say what it would send.'),
  started_at: dateTime.describe('When it began.'),
  ended_at: nullableDateTime.describe(
    'When it ended; null while it runs, and for good where the process died meanwhile.',
  ),
  request: z
    .object({
      method: z.string().describe('HTTP method of the request to Hirewire.'),
      path: z.string().describe('Its path.'),
      body: loggedBody('Its body, with files described instead of held'),
    })
    .describe('What Hirewire was asked.'),
  response: z
    .object({
      status: z.int().nullable().describe('HTTP status; null before the end.'),
      error_code: nullableText.describe('Code of the error; null for none.'),
      body: loggedBody('Body of the answer'),
    })
    .describe('What Hirewire answered.'),
  remote_requests: z
    .array(
      z.object({
        method: z.string().describe('HTTP method.'),
        url: z.string().describe('Address, without secrets.'),
        started_at: dateTime.describe('When it was sent.'),
        duration_ms: z.int().describe('Milliseconds until it was answered or given up.'),
        attempt: z.int().describe('1 for the first try; repeats count up.'),
        status: z.int().nullable().describe('HTTP status of the tool; null without an answer.'),
        error_kind: nullableText.describe('What kind of failure it was; null for none.'),
        request_body: loggedBody('What was sent, without secrets'),
        response_body: loggedBody('What the tool answered, without secrets'),
      }),
    )
    .describe('What the tool was asked, in this order.'),
});
export type Interaction = z.infer<typeof Interaction>;
