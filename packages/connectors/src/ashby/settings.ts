import { z } from 'zod';

/** What a customer's integration may choose. */
export const AshbySettings = z.object({
  read_screening_answers: z
    .enum(['open', 'all', 'none'])
    .default('open')
    .describe(
      'Of which applications to read the answers, each of which costs a call. `open`: of all that a delta brings, and of those in progress in a full read. `all`: of all. `none`: of none.',
    ),
  result_link_field: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Title or id of a custom field of type URL, of applications or candidates, that result links go into. Without it they become notes.',
    ),
});
export type AnswersSetting = z.infer<typeof AshbySettings>['read_screening_answers'];
