import { z } from 'zod';

import { nullableText } from './primitives.ts';

/** A place. `country` is an ISO 3166 two-letter code where the tool's text could be resolved. */
export const Location = z.object({
  city: nullableText.optional().describe('Name of the city.'),
  country: nullableText
    .optional()
    .describe(
      "ISO 3166 two-letter code, such as DE. If Hirewire does not recognize the country, the tool's own text.",
    ),
  raw: nullableText
    .optional()
    .describe('The location as one text, if the tool has no structured form.'),
  state: nullableText.optional().describe('State, province or region, as named by the tool.'),
  street_1: nullableText.optional().describe('Street and house number.'),
  street_2: nullableText.optional().describe('Second line of the address, such as a floor.'),
  zip_code: nullableText.optional().describe('Postal code.'),
});
export type Location = z.infer<typeof Location>;

/** A place as records carry it: it may be null or left out. */
export const optionalLocation = Location.nullable()
  .optional()
  .describe('The location. Any part may be missing; null if the tool has no location.');
