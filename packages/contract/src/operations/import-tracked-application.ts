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
  keyScope: 'write:applications',
  method: 'POST',
  path: '/ats/import-tracked-application',
  summary: 'Import an application that was created elsewhere',
  description:
    'Imports an application that was not created through this API, for integrations that sync only your own applications. Send the ids of exactly one tool: that of the integration. Hirewire does not check with the tool whether the application exists; the next sync reads its details.',
  body: z
    .object({
      ...importedIdShape,
      tracked_at: inputInstant
        .nullable()
        .describe(
          'When your product started to track the application, as a date or date-time; null if unknown.',
        ),
    })
    .refine(namesOneTool, {
      message: `needs the ids of exactly one tool: ${toolNames.join(', ')}`,
    }),
  response: successWithWarnings(
    z.object({
      id: recordIdText.describe(
        'Id of the application in Hirewire. The next sync stores it under this id.',
      ),
      tracked_at: nullableDateTime.describe('The time that you sent; null if you sent none.'),
      imported_id: z
        .object(importedIdShape)
        .describe('The ids that you sent, under the slug of the tool.'),
    }),
  ),
});
