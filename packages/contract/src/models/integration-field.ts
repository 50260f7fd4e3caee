import { z } from 'zod';

import { fieldKey, fieldLabel, fieldType, nullableText } from './primitives.ts';

const fieldModel = z
  .string()
  .describe('The read model whose records have the field, such as `ats_candidates`.');

/** A raw field of the tool that can be let through or mapped. */
export const IntegrationField = z.object({
  id: z.string().describe('Id of the integration field.'),
  key: fieldKey,
  model: fieldModel,
  type: fieldType,
  label: fieldLabel,
  is_passthrough_enabled: z
    .boolean()
    .describe(
      'Whether records contain the field in `integration_fields`. Changes take effect with the next sync.',
    ),
  is_writable: z.literal(false).describe('Always false: raw fields are read-only.'),
});
export type IntegrationField = z.infer<typeof IntegrationField>;

/** A field that the customer defined, and the raw field that fills it in one integration. */
export const CustomField = z.object({
  id: z.string().describe('Id of the custom field. It is the same in all integrations.'),
  key: z.string().describe('Key of the value in the `custom_fields` of records.'),
  integration_field: z
    .object({
      id: z.string().describe('Id of the integration field.'),
      key: fieldKey,
      type: fieldType,
      label: fieldLabel,
    })
    .nullable()
    .describe('The raw field that fills it in this integration; null if there is none.'),
  model: fieldModel,
  label: nullableText.describe('Your display name for the field; null if there is none.'),
  description: nullableText.describe('Your description of the field; null if there is none.'),
});
export type CustomField = z.infer<typeof CustomField>;
