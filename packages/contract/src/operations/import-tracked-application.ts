import { z } from 'zod';

import { successWithWarnings } from '../envelopes.ts';
import { inputInstant } from '../inputs/primitives.ts';
import { importedIdShape } from '../inputs/tracked-application-input.ts';
import { nullableDateTime, recordIdText } from '../models/primitives.ts';
import { defineOperation } from './define-operation.ts';

const toolNames = Object.keys(importedIdShape);

function namesOneTool(body: object): boolean {
  const given = new Map(Object.entries(body));
  return toolNames.filter((tool) => given.get(tool) !== undefined).length === 1;
}

export const importTrackedApplication = defineOperation({
  id: 'import-tracked-application',
  operationId: 'PostAtsImportTrackedApplication',
  group: 'ats',
  kind: 'action',
  method: 'POST',
  path: '/ats/import-tracked-application',
  summary: 'Import an application that was created elsewhere',
  description:
    'Makes an application known that did not come through this API, for integrations that sync only applications of your own. Give the ids of exactly one tool, that of the integration. Nothing is asked of the tool: whether the application exists shows with the next sync, which brings its details.',
  body: z
    .object({
      ...importedIdShape,
      tracked_at: inputInstant
        .nullable()
        .describe(
          'When your product began to follow the application, as a date or date-time; null when that is not known.',
        ),
    })
    .refine(namesOneTool, {
      message: `needs the ids of exactly one tool: ${toolNames.join(', ')}`,
    }),
  response: successWithWarnings(
    z.object({
      id: recordIdText.describe(
        "Hirewire's id of the application, under which the next sync brings it.",
      ),
      tracked_at: nullableDateTime.describe('The time that was sent; null for none.'),
      imported_id: z
        .object(importedIdShape)
        .describe('The ids that were sent, under the slug of the tool.'),
    }),
  ),
});
