import { z } from 'zod';

/** What a customer's integration may choose. */
export const LeverSettings = z.object({
  perform_as: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Id of the Lever user in whose name changes are made, as `GET /ats/users` has it in `remote_id`. `remote_fields.lever.perform_as` of an action goes before it.',
    ),
});
