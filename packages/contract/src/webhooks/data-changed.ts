import { z } from 'zod';

import { readModelIds, readModels } from '../read-models.ts';
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

/**
 * Names by the first official Python SDK that knows them. An older one refuses the whole payload
 * that holds one, so they go out only where an integration has these records at all.
 */
const changedModelSince = {
  ...Object.fromEntries(
    readModels.flatMap(({ id, sdkSince }) => (sdkSince ? [[id, sdkSince]] : [])),
  ),
  ats_attachments: '1.4.0',
};

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
          name: z.enum([...readModelIds, 'ats_attachments', ...joinModelIds]).meta({
            description:
              'Id of a kind of record, or of a link between two kinds (`ats_join_…`). An official SDK refuses names that are newer than itself.',
            'x-since-values': changedModelSince,
          }),
        }),
      )
      .describe('What changed since the last event of this type; each once.'),
  }),
});
