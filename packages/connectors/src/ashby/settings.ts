import { z } from 'zod';

/** What a customer's integration may choose. */
export const AshbySettings = z.object({
  /**
   * Answers cost one call for each application (README, "Screening answers"). `open`: of all that
   * a delta brings, and of those in progress in a full read. `all`: always. `none`: never.
   */
  read_screening_answers: z.enum(['open', 'all', 'none']).default('open'),
  /**
   * Title or id of a custom field of type URL, of applications or candidates, that result links go
   * into. Without it they become notes.
   */
  result_link_field: z.string().min(1).optional(),
});
export type AnswersSetting = z.infer<typeof AshbySettings>['read_screening_answers'];
