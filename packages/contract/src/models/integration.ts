import { z } from 'zod';

import { ReadModelAvailability, WriteActionAvailability } from './coverage.ts';
import { dateTime, nullableDateTime, nullableText } from './primitives.ts';
import * as shared from './shared-fields.ts';

/** One customer's connected tool. */
export const Integration = z.object({
  id: shared.integrationId,
  tool: z
    .object({
      id: shared.toolSlug,
      label: shared.toolLabel,
      internal_label: shared.toolInternalLabel,
      logo_url: z.url().describe('Address of a picture with the name of the tool.'),
      icon_url: z.url().describe('Address of a square picture.'),
    })
    .describe('The tool that is connected.'),
  category: shared.toolCategory,
  status: shared.integrationState,
  setup_status: shared.setupStatus,
  end_user: z
    .object({
      organization_name: shared.organizationName,
      creator_email: shared.nullableCreatorEmail,
      origin_id: shared.originId,
    })
    .describe('The customer whose tool it is.'),
  scope_config: z
    .object({
      id: z.string().describe('Id of the scope config, as links take it.'),
      name: nullableText.describe('Name of the scope config; null where it has none.'),
    })
    .describe('What decides which models, fields and actions the integration may use.'),
  data_expired_at: nullableDateTime.describe(
    'Since when records may differ from what the integration is set up to show, as its fields, scope or filters were changed; null once a sync has caught up.',
  ),
  created_at: dateTime.describe('When the integration was created.'),
  beta: z.boolean().describe('Whether the connector is not yet finished. Always false so far.'),
  read_models: z
    .array(ReadModelAvailability)
    .describe('Kinds of records, and whether the integration can read them.'),
  write_actions: z
    .array(WriteActionAvailability)
    .describe('Live actions, and whether the integration can do them.'),
});
export type Integration = z.infer<typeof Integration>;

/** The answer to an activation token from the browser. */
export const ActivatedIntegration = z.object({
  tool: shared.toolSlug,
  id: shared.integrationId,
  end_user_origin_id: shared.originId,
  end_user_organization_name: shared.organizationName,
  end_user_email: shared.nullableCreatorEmail,
  setup_status: shared.setupStatus,
});
export type ActivatedIntegration = z.infer<typeof ActivatedIntegration>;
