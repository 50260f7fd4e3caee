import { z } from 'zod';

import { readModelIds } from '../read-models.ts';
import { defineWebhook } from './define-webhook.ts';
import { integrationShape } from './integration-summary.ts';

/** Links between records; a change of one means that the records on both ends may read anew. */
export const joinModelIds = [
  'ats_join_candidates_tags',
  'ats_join_jobs_application_stages',
  'ats_join_jobs_screening_questions',
  'ats_join_user_job_role_assignments',
  'ats_join_jobs_users',
  'ats_join_users_roles',
  'ats_join_interviews_users',
] as const;

export const dataChanged = defineWebhook({
  type: 'data-changed',
  summary: 'Records changed',
  description:
    'Sent after a sync or an event of the tool that created, changed or deleted records. Names all models that changed since the last such webhook; read them with `updated_after`.',
  content: z.object({
    ...integrationShape,
    changed_models: z
      .array(
        z.object({
          name: z
            .enum([...readModelIds, ...joinModelIds])
            .describe('Id of a kind of record, or of a link between two kinds (`ats_join_…`).'),
        }),
      )
      .describe('What changed since the last event of this type; each once.'),
  }),
});
