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
    'Sent after a sync, an action or a webhook of the tool created, changed or deleted records. Names all models that changed since the last webhook of this type; read them with `updated_after`.',
  content: z.object({
    ...integrationShape,
    changed_models: z
      .array(
        z.object({
          name: z.enum([...readModelIds, 'ats_attachments', ...joinModelIds]).meta({
            description:
              'Id of a read model, or of a link between two models (`ats_join_…`). Official SDKs refuse names that are newer than they are.',
            'x-since-values': changedModelSince,
          }),
        }),
      )
      .describe('The models that changed since the last event of this type, without duplicates.'),
  }),
});
