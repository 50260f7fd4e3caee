import { z } from 'zod';

import { dateTime, nullableDateTime, nullableEmail, remoteData } from './primitives.ts';
import { SystemRole } from './role.ts';
import { userSummaryShape } from './summaries.ts';
import { userStatuses } from './vocabulary.ts';

/** Somebody who works with the tool: recruiter, hiring manager, interviewer, administrator. */
export const User = z.object({
  ...userSummaryShape,
  email: nullableEmail.optional(),
  status: z.enum(userStatuses).nullable(),
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  system_roles: z.array(SystemRole),
  remote_data: remoteData,
});
export type User = z.infer<typeof User>;
