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

/**
 * A day of a request body, parsed to `YYYY-MM-DD`. A time beside it does not count, whatever its
 * zone: the official SDKs send a date of birth as midnight in a zone of their own.
 */
export const inputDay = z
  .string()
  .transform((value, context) => {
    if (parseInstant(value) !== null) return value.slice(0, 'YYYY-MM-DD'.length);
    context.addIssue({
      code: 'custom',
      message: 'must be a day, such as 1990-05-04',
      input: value,
    });
    return z.NEVER;
  })
  .meta({ type: 'string', format: 'date-time' });

/** A JSON object that is handed to the tool as it is. */
export const inputObject = z.record(z.string(), z.unknown());
