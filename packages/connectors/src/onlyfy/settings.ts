import { z } from 'zod';

/** What a customer's integration may choose. */
export const OnlyfySettings = z.object({
  page_size: z
    .int()
    .min(1)
    .max(100)
    .default(20)
    .describe(
      'Candidates or applications in a page. Their files come along in base64: choose fewer if responses are too large, and up to 100 if there are few files.',
    ),
});
