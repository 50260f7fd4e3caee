import { z } from 'zod';

import { remoteData } from './primitives.ts';
import { SystemRole } from './role.ts';
import * as shared from './shared-fields.ts';
import { userSummaryShape } from './summaries.ts';
import { userStatuses } from './vocabulary.ts';

/** Somebody who works with the tool: recruiter, hiring manager, interviewer, administrator. */
export const User = z.object({
  ...userSummaryShape,
  status: z
    .enum(userStatuses)
    .nullable()
    .describe('INACTIVE for people who no longer work with the tool; null where it does not tell.'),
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  system_roles: z
    .array(SystemRole)
    .describe('Roles that the user holds in the whole tool; those on jobs are in `hiring_team`.'),
  remote_data: remoteData,
});
export type User = z.infer<typeof User>;
