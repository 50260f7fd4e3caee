import { z } from 'zod';

import { nullableText } from './primitives.ts';
import { fieldTypes } from './vocabulary.ts';

/** A raw field of the tool that can be let through or mapped. */
export const IntegrationField = z.object({
  id: z.string(),
  key: z.string(),
  model: z.string(),
  type: z.enum(fieldTypes),
  label: nullableText,
  is_passthrough_enabled: z.boolean(),
  is_writable: z.literal(false),
});
export type IntegrationField = z.infer<typeof IntegrationField>;

/** A field that the customer defined, and the raw field that fills it in one integration. */
export const CustomField = z.object({
  id: z.string(),
  key: z.string(),
  integration_field: z
    .object({
      id: z.string(),
      key: z.string(),
      type: z.enum(fieldTypes),
      label: nullableText,
    })
    .nullable(),
  model: z.string(),
  label: nullableText,
  description: nullableText,
});
export type CustomField = z.infer<typeof CustomField>;
