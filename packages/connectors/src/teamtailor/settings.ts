import { z } from 'zod';

/** What a customer's integration may choose. */
export const TeamtailorSettings = z.object({
  perform_as: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Id of the Teamtailor user in whose name notes are written and people are turned down, as `GET /ats/users` has it in `remote_id`. `remote_fields.teamtailor.user_id` of an action goes before it.',
    ),
});
