import { z } from 'zod';

// Only the fields that are used, as loosely as they can be meant.

/** TODO: the address of its documentation. */
export const Label = z.object({ id: z.string(), name: z.string().nullish() });

/** A page of any list; null where the response has no list. */
export const Page = z.object({
  data: z.array(z.json()).nullable().catch(null),
  next: z.string().nullish(),
});
