import { z } from 'zod';

/** What a customer's integration may choose. */
export const WorkableSettings = z.object({
  perform_as: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Id of the member in whose name changes are made, as `GET /ats/users` has it in `remote_id`; without it, the first active administrator. `remote_fields.workable.on_behalf_of_user_remote_id` of an action goes before it.',
    ),
});
