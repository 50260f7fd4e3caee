import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { dateTime, nullableDateTime, nullableText } from '../models/primitives.ts';
import { defineOperation } from '../operations/define-operation.ts';
import * as parameter from '../query-parameters.ts';

/** The receipt of an erasure. It holds no personal data of whoever was erased. */
export const Erasure = z.object({
  id: nullableText.describe('Id of the erasure; null in a dry run.'),
  integration_id: nullableText.describe(
    'Id of the integration in which the person was erased; null if all of the environment.',
  ),
  requested_at: dateTime.describe('When the person was erased.'),
  requested_by: z
    .object({
      type: z
        .enum(['API_KEY', 'COMMAND_LINE', 'VENDOR'])
        .describe(
          'API_KEY: an operation of this API. COMMAND_LINE: a command. VENDOR: the tool had erased the person.',
        ),
      id: nullableText.describe('Id of the API key; null for others.'),
      name: nullableText.describe(
        "Name of the API key, or of the operating system's user; null for the vendor.",
      ),
    })
    .describe('Who erased the person.'),
  searched_by: z
    .enum(['CANDIDATE_ID', 'EMAIL_ADDRESS', 'PHONE_NUMBER'])
    .nullable()
    .describe('What the person was named by; null if the tool had erased them.'),
  records: z
    .record(z.string(), z.int())
    .describe('How many records were emptied, by model, such as `candidates` or `notes`.'),
  interactions: z.int().describe('How many interactions were emptied that mentioned the person.'),
  lifted_at: nullableDateTime.describe(
    'When the erasure was lifted, so that syncs may bring the person again; null if it was not.',
  ),
});
export type Erasure = z.infer<typeof Erasure>;

const group = 'hirewire';
const kind = 'general';
const errors = { 404: 'The environment of the API key has no erasure with this id.' };
const erasurePath = z.object({ erasure_id: z.string().describe('Id of the erasure.') });

export const getErasures = defineOperation({
  id: 'get-erasures',
  operationId: 'GetErasures',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/erasures',
  summary: 'List erasures',
  description:
    'Lists the receipts of all people who were erased in the environment, newest first. They hold no personal data of these people, and are kept for good.',
  query: z.object({
    integration_id: parameter.text(
      'Only erasures in this integration, or in all of the environment.',
    ),
    after: parameter.text('Id of the last erasure of the previous page.'),
    limit: parameter.wholeNumber({
      maximum: 250,
      byDefault: 100,
      description: 'Maximum number of erasures to return.',
    }),
  }),
  response: successOf(
    z.object({
      results: z.array(Erasure).describe('Erasures, newest first.'),
      has_more: z
        .boolean()
        .describe('Whether there are more: ask again, with `after` set to the last id.'),
    }),
  ),
});

export const getErasure = defineOperation({
  id: 'get-erasure',
  operationId: 'GetErasure',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/erasures/{erasure_id}',
  summary: 'Look up an erasure',
  description: 'Returns the receipt of an erasure: what was erased, when and by whom.',
  pathParameters: erasurePath,
  response: successOf(Erasure),
  errors,
});

export const createErasure = defineOperation({
  id: 'create-erasure',
  operationId: 'CreateErasure',
  group,
  kind,
  keyScope: 'management',
  method: 'POST',
  path: '/erasures',
  summary: 'Erase a person',
  description:
    'Erases a person for good: the candidates, all records that belong to them, and what interactions and reports hold of them. The records become deleted ones without data. Later syncs, actions and webhooks keep the person out. The tool itself is not changed. Send `dry_run` to see what would be erased, or `confirm` to erase it.',
  body: z.strictObject({
    candidate_id: z
      .string()
      .optional()
      .describe('Id of the candidate, who is erased in their integration only.'),
    email_address: z
      .email()
      .max(320)
      .optional()
      .describe('E-mail address, in any case: all candidates who have it are erased.'),
    phone_number: z
      .string()
      .max(100)
      .optional()
      .describe(
        'Phone number with at least six digits, with or without the country code as the tool has it: all candidates who have it are erased.',
      ),
    integration_id: z
      .string()
      .optional()
      .describe('Only in this integration; default: in all of the environment.'),
    dry_run: z
      .boolean()
      .default(false)
      .describe('Whether to only return what would be erased; default: false.'),
    confirm: z
      .boolean()
      .default(false)
      .describe('Must be true to erase the person, which nobody can undo; default: false.'),
  }),
  response: successOf(
    z.object({
      dry_run: z.boolean().describe('Whether nothing was erased.'),
      erasure: Erasure.describe('What was erased, or would be in a dry run.'),
      others_with_same_contact_details: z
        .int()
        .describe(
          'How many other candidates have one of the e-mail addresses or phone numbers. They were left alone.',
        ),
    }),
  ),
  errors: {
    404: 'The environment of the API key has no candidate or integration with this id.',
  },
});

export const liftErasure = defineOperation({
  id: 'lift-erasure',
  operationId: 'LiftErasure',
  group,
  kind,
  keyScope: 'management',
  method: 'POST',
  path: '/erasures/{erasure_id}/lift',
  summary: 'Lift an erasure',
  description:
    'Lets a person in again who was erased, for instance because they apply again. What was erased stays so; the next full sync brings what the tool has.',
  pathParameters: erasurePath,
  response: successOf(Erasure),
  errors,
});
