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
      logo_url: z.url().describe('URL of an image with the name of the tool.'),
      icon_url: z.url().describe('URL of a square image.'),
    })
    .describe('The connected tool.'),
  category: shared.toolCategory,
  status: shared.integrationState,
  setup_status: shared.setupStatus,
  end_user: z
    .object({
      organization_name: shared.organizationName,
      creator_email: shared.nullableCreatorEmail,
      origin_id: shared.originId,
    })
    .describe('The customer that the integration belongs to.'),
  scope_config: z
    .object({
      id: z.string().describe('Id of the scope config, as used to create links.'),
      name: nullableText.describe('Name of the scope config; null if it has none.'),
    })
    .describe(
      'The scope config: it defines which models, fields and actions the integration may use.',
    ),
  data_expired_at: nullableDateTime.describe(
    "Set when the integration's fields, scope or filters change: from this time on, records may be out of date. Null once a sync has updated them.",
  ),
  created_at: dateTime.describe('When the integration was created.'),
  beta: z.boolean().describe('Whether the connector is in beta. Currently always false.'),
  read_models: z
    .array(ReadModelAvailability)
    .describe('Read models, and whether the integration can read them.'),
  write_actions: z
    .array(WriteActionAvailability)
    .describe('Live actions, and whether the integration can run them.'),
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
