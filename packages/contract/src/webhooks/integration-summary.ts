import { z } from 'zod';

import * as shared from '../models/shared-fields.ts';

/** The customer behind an integration. `origin_id` is your own id of them. */
export const endUser = z
  .object({
    organization_name: shared.organizationName,
    creator_email: shared.creatorEmailText,
    origin_id: shared.originId,
  })
  .describe('The customer that the integration belongs to.');

/** How most events name an integration. */
export const integrationShape = {
  integration_id: shared.integrationId,
  integration_tool: shared.toolSlug,
  integration_category: shared.toolCategory,
};

/** How the events about an integration's own life name it. */
export const integrationLifeShape = {
  id: shared.integrationId,
  tool: shared.toolSlug,
  category: shared.toolCategory,
  end_user: endUser,
};
