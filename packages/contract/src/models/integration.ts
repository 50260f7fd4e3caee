import { z } from 'zod';

import { ReadModelAvailability, WriteActionAvailability } from './coverage.ts';
import { dateTime, nullableDateTime, nullableEmail, nullableText } from './primitives.ts';
import { integrationStates, setupStatuses, toolCategories } from './vocabulary.ts';

/** One customer's connected tool. */
export const Integration = z.object({
  id: z.string(),
  tool: z.object({
    id: z.string(),
    label: z.string(),
    internal_label: nullableText,
    logo_url: z.url(),
    icon_url: z.url(),
  }),
  category: z.enum(toolCategories),
  status: z.enum(integrationStates),
  setup_status: z.enum(setupStatuses),
  end_user: z.object({
    organization_name: z.string(),
    creator_email: nullableEmail,
    origin_id: nullableText,
  }),
  scope_config: z.object({ id: z.string(), name: nullableText }),
  data_expired_at: nullableDateTime.describe(
    'Set when scope or filters changed after the last sync; null once a sync caught up.',
  ),
  created_at: dateTime,
  beta: z.boolean(),
  read_models: z.array(ReadModelAvailability),
  write_actions: z.array(WriteActionAvailability),
});
export type Integration = z.infer<typeof Integration>;

/** The answer to an activation token from the browser. */
export const ActivatedIntegration = z.object({
  tool: z.string(),
  id: z.string(),
  end_user_origin_id: nullableText,
  end_user_organization_name: z.string(),
  end_user_email: nullableEmail,
  setup_status: z.enum(setupStatuses),
});
export type ActivatedIntegration = z.infer<typeof ActivatedIntegration>;
