import { z } from 'zod';

import { successOf } from '../envelopes.ts';
import { ToolCoverage } from '../models/coverage.ts';
import { nullableText } from '../models/primitives.ts';
import * as shared from '../models/shared-fields.ts';
import { defineOperation } from '../operations/define-operation.ts';

const choices = z
  .array(z.string())
  .nullable()
  .describe('The values that it can have; null if it can have others.');

const CredentialField = z.object({
  name: z.string().describe('Name of the field in `credentials`.'),
  label: z.string().describe('What to call the field in a form.'),
  help: z.string().describe('Where the customer finds the value.'),
  help_url: nullableText.describe('URL of a guide to it; null if there is none.'),
  is_secret: z.boolean().describe('Whether the value is secret: hide it in forms.'),
  is_required: z.boolean().describe('Whether the tool cannot be connected without it.'),
  choices,
});

const ToolSetting = z.object({
  name: z.string().describe('Name of the field in `settings`.'),
  description: z.string().describe('What it changes.'),
  type: z
    .enum(['boolean', 'integer', 'number', 'string', 'other'])
    .describe('JSON type of the value.'),
  choices,
  default: z.unknown().describe('Value without the setting; null if there is none.'),
});

const ToolPermission = z.object({
  name: z.string().describe("Name in the tool's own settings, such as `Offers: Read`."),
  granted_at: z.string().describe('Where the customer grants it, in the words of the tool.'),
  read_models: z
    .array(z.string())
    .describe('Ids of the models that are not read, or not in full, without it.'),
  fields_of: z.array(z.string()).describe('Ids of the models that lack fields without it.'),
  write_actions: z
    .array(z.string())
    .describe('Ids of the actions that fail, or do not do all, without it.'),
  webhooks: z.boolean().describe("Whether the tool's webhooks need it."),
});

/** All that is needed to ask a customer for what connects a tool. */
export const ToolDetails = z.object({
  id: shared.toolSlug,
  aliases: z
    .array(z.string())
    .describe('Further slugs of the same tool, under which it can also be connected.'),
  label: shared.toolLabel,
  internal_label: shared.toolInternalLabel,
  connection_guide_url: nullableText.describe(
    'URL of a guide to connecting the tool; null if there is none.',
  ),
  credentials: z.array(CredentialField).describe('What the customer enters to connect the tool.'),
  settings: z
    .array(ToolSetting)
    .describe('What an integration with the tool can choose. All settings are optional.'),
  permissions: z
    .array(ToolPermission)
    .describe('What the customer grants in the tool, each with what needs it. May be empty.'),
  webhooks: z
    .enum(['AUTOMATIC', 'BY_HAND', 'NONE'])
    .describe(
      'How the tool reports changes at once: AUTOMATIC if Hirewire registers its webhooks, BY_HAND if somebody enters the address in the tool, NONE if it is only asked on schedule.',
    ),
  passthrough_apis: z
    .array(z.string())
    .describe('Names of its APIs for passthrough requests. May be empty.'),
  coverage: ToolCoverage.describe("What the tool's connector can read and do."),
});
export type ToolDetails = z.infer<typeof ToolDetails>;

export const getTool = defineOperation({
  id: 'get-tool',
  operationId: 'GetTool',
  group: 'hirewire',
  kind: 'general',
  method: 'GET',
  path: '/tools/{tool}',
  summary: 'Look up a tool',
  description:
    'Returns what connects a tool, and what it can do: its credentials, settings and webhooks, the permissions that the customer grants, and what each of them is needed for. `GET /v1/tools/ats` lists the tools.',
  keyScope: 'read',
  pathParameters: z.object({ tool: z.string().describe('Slug of the tool, such as `ashby`.') }),
  response: successOf(ToolDetails),
  errors: { 404: 'This installation has no connector for this tool.' },
});
