import { z } from 'zod';

import { nullableText } from './primitives.ts';

/** A place. `country` is an ISO 3166 two-letter code where the tool's text could be resolved. */
export const Location = z.object({
  city: nullableText.optional().describe('Name of the town.'),
  country: nullableText
    .optional()
    .describe(
      "ISO 3166 two-letter code, such as DE; the tool's own text where it could not be resolved.",
    ),
  raw: nullableText
    .optional()
    .describe('The place as one text, where the tool has it in no better form.'),
  state: nullableText.optional().describe('State, province or region, in the words of the tool.'),
  street_1: nullableText.optional().describe('Street and house number.'),
  street_2: nullableText.optional().describe('Second line of the address, such as a floor.'),
  zip_code: nullableText.optional().describe('Postal code.'),
});
export type Location = z.infer<typeof Location>;

/** A place as records carry it: it may be null or left out. */
export const optionalLocation = Location.nullable()
  .optional()
  .describe('Where it is. Each part may be missing; null where the tool has no place.');
