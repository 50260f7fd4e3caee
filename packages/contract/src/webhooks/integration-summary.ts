import { z } from 'zod';

import { nullableText } from '../models/primitives.ts';
import { toolCategories } from '../models/vocabulary.ts';

/** The customer behind an integration. `origin_id` is your own id of them. */
export const endUser = z.object({
  organization_name: z.string(),
  creator_email: nullableText,
  origin_id: nullableText,
});

/** How most events name an integration. */
export const integrationShape = {
  integration_id: z.string(),
  integration_tool: z.string(),
  integration_category: z.enum(toolCategories),
};

/** How the events about an integration's own life name it. */
export const integrationLifeShape = {
  id: z.string(),
  tool: z.string(),
  category: z.enum(toolCategories),
  end_user: endUser,
};
