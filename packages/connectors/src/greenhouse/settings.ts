import { z } from 'zod';

/** What a customer's integration may choose. */
export const GreenhouseSettings = z.object({
  perform_as: z
    .string()
    .regex(/^\d+$/)
    .optional()
    .describe(
      'Id of the Greenhouse user in whose name changes are made, as `GET /ats/users` has it in `remote_id`. `remote_fields.greenhouse.post_headers["On-Behalf-Of"]` of an action goes before it.',
    ),
  include_prospects: z
    .boolean()
    .default(true)
    .describe('Whether people who have not applied for a job are read as applications.'),
});
