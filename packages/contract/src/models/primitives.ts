import { z } from 'zod';

import { fieldTypes } from './vocabulary.ts';

/**
 * An instant in a response: ISO 8601 with `Z` or an offset. The official TypeScript SDK refuses a
 * page that holds anything shorter, such as a date without a time.
 */
export const dateTime = z.iso.datetime({ offset: true });

/** An instant that the wire insists on writing with `Z`. */
export const utcDateTime = z.iso.datetime();

export const nullableDateTime = dateTime.nullable();
export const nullableText = z.string().nullable();
export const nullableNumber = z.number().nullable();
export const nullableInteger = z.int().nullable();
export const nullableBoolean = z.boolean().nullable();

/** An e-mail address, or null: addresses that do not look like one are never sent. */
export const nullableEmail = z.email().nullable();

/** An absolute link, or null. */
export const nullableUrl = z.url().nullable();

const base58Pattern = /^[1-9A-HJ-NP-Za-km-z]{24}$/;

/** A record id: 24 base58 characters, see `recordId`. */
export const recordIdText = z.string().regex(base58Pattern);

/** A JSON object with arbitrary keys. */
const freeObject = z.record(z.string(), z.unknown());

/** Values of the customer's own fields by key, or null when none are set up. */
export const customFields = freeObject
  .nullable()
  .describe(
    "Values by key: your environment's custom fields that are mapped in this integration, and fields that the customer added to the tool. Null if there are none.",
  );

/** The tool's own answers by endpoint path; null unless enabled for the integration. */
export const remoteData = freeObject.nullable().optional().meta({
  description:
    "The tool's original objects, by the endpoint that they were read from. Null unless enabled for the integration. The official SDKs omit it.",
  'x-not-in-sdk': true,
});

/** What a field of the tool is called and where it comes from, wherever one is named. */
export const fieldType = z
  .enum(fieldTypes)
  .describe('DEFAULT for a standard field of the tool, CUSTOM for one that the customer added.');
export const fieldKey = z.string().describe('Name of the field in the tool.');
export const fieldLabel = nullableText.describe(
  'Display name of the field in the tool; null if unknown.',
);

/** A raw field of the tool that was let through for this integration. */
export const IntegrationFieldValue = z.object({
  id: z.string().describe('Id of the integration field, as in the list of integration fields.'),
  key: fieldKey,
  type: fieldType,
  value: z.unknown().optional().describe('The value that the tool sends: any JSON.'),
  label: fieldLabel,
});
export type IntegrationFieldValue = z.infer<typeof IntegrationFieldValue>;

export const integrationFields = z.array(IntegrationFieldValue).optional().meta({
  description:
    'Raw fields of the tool that were enabled for this integration with `enable_passthrough`. The official SDKs omit it.',
  'x-not-in-sdk': true,
});

/**
 * A value that is usually one of `known`, but where the official SDKs accept any other text too.
 *
 * @example openEnum(['OPEN', 'CLOSED'], 'Whether the job takes applications.')
 */
export function openEnum(known: readonly string[], description: string) {
  return z
    .string()
    .nullable()
    .optional()
    .meta({
      description: `${description} Usually one of ${known.join(', ')}; other values are possible.`,
      'x-open-enum': [...known],
    });
}
