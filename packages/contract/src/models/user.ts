import { z } from 'zod';

import * as parameter from '../query-parameters.ts';
import { defineReadModel } from './define-read-model.ts';
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
    .describe('INACTIVE for users who can no longer use the tool; null if unknown.'),
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  system_roles: z
    .array(SystemRole)
    .describe('Roles of the user in the whole tool. Roles for jobs are in `hiring_team`.'),
  remote_data: remoteData,
});
export type User = z.infer<typeof User>;

export const users = defineReadModel(User, {
  name: 'users',
  label: 'Users',
  operationId: 'get-users',
  description:
    'Returns the users of the tool from the last sync, including their system-wide roles. `updated_after` also returns a user if such a role was added, removed or changed.',
  own: { short: ['id', 'remote_id', 'first_name', 'last_name', 'email'], rest: ['status'] },
  memberships: { system_roles: 'roles' },
  columns: { email: 'folded' },
  filters: {
    emails: {
      parameter: parameter.textList(
        'Only users with one of these e-mail addresses. Case-insensitive.',
      ),
      matches: 'any-folded',
      field: 'email',
    },
  },
});
