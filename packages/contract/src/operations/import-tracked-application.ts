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
    'Makes an application known that did not come through this API, so that later syncs keep it up to date. Give the ids of exactly one tool. Its details appear after the next sync.',
  body: z.object({ ...importedIdShape, tracked_at: inputInstant.nullable() }).refine(namesOneTool, {
    message: `needs the ids of exactly one tool: ${toolNames.join(', ')}`,
  }),
  response: successWithWarnings(
    z.object({
      id: recordIdText,
      tracked_at: nullableDateTime,
      imported_id: z.object(importedIdShape),
    }),
  ),
});
