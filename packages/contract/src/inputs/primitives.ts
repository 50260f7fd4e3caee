import { z } from 'zod';

import { parseInstant } from '../instant.ts';

/** A date or date-time of a request body, parsed to ISO text in UTC. */
export const inputInstant = z
  .string()
  .transform((value, context) => {
    const parsed = parseInstant(value);
    if (parsed !== null) return parsed;
    context.addIssue({
      code: 'custom',
      message: 'must be a date or date-time, such as 2024-01-31 or 2024-01-31T09:30:00Z',
      input: value,
    });
    return z.NEVER;
  })
  .meta({ type: 'string', format: 'date-time' });

/** A JSON object that is handed to the tool as it is. */
export const inputObject = z.record(z.string(), z.unknown());
