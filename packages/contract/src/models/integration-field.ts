import { z } from 'zod';

import { fieldKey, fieldLabel, fieldType, nullableText } from './primitives.ts';

const fieldModel = z
  .string()
  .describe('Which records have the field, as an id of a read model such as `ats_candidates`.');

/** A raw field of the tool that can be let through or mapped. */
export const IntegrationField = z.object({
  id: z.string().describe('Id of the integration field.'),
  key: fieldKey,
  model: fieldModel,
  type: fieldType,
  label: fieldLabel,
  is_passthrough_enabled: z
    .boolean()
    .describe('Whether records show the field in `integration_fields`, from the next sync on.'),
  is_writable: z.literal(false).describe('Always false: raw fields are only read.'),
});
export type IntegrationField = z.infer<typeof IntegrationField>;

/** A field that the customer defined, and the raw field that fills it in one integration. */
export const CustomField = z.object({
  id: z.string().describe('Id of the custom field, the same in all integrations.'),
  key: z.string().describe('Key under which records have the value in `custom_fields`.'),
  integration_field: z
    .object({
      id: z.string().describe('Id of the integration field.'),
      key: fieldKey,
      type: fieldType,
      label: fieldLabel,
    })
    .nullable()
    .describe('The raw field that fills it in this integration; null while none does.'),
  model: fieldModel,
  label: nullableText.describe('What you call the field when you show it; null for nothing.'),
  description: nullableText.describe('What you wrote about the field; null for nothing.'),
});
export type CustomField = z.infer<typeof CustomField>;
