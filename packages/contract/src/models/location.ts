import { z } from 'zod';

import { nullableText } from './primitives.ts';

const part = nullableText.optional();

/** A place. `country` is an ISO 3166 two-letter code where the tool's text could be resolved. */
export const Location = z.object({
  city: part,
  country: part,
  raw: part,
  state: part,
  street_1: part,
  street_2: part,
  zip_code: part,
});
export type Location = z.infer<typeof Location>;

/** A place as records carry it: it may be null or left out. */
export const optionalLocation = Location.nullable().optional();
