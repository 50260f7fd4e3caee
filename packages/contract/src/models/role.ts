import { z } from 'zod';

import { dateTime, nullableDateTime, nullableText, remoteData } from './primitives.ts';
import { roleScopes, unifiedRoleTypes } from './vocabulary.ts';

const roleShape = {
  remote_id: nullableText,
  remote_label: nullableText,
  unified_type: z.enum(unifiedRoleTypes).nullable(),
};

/** A role that users can hold. A role only the tool knows keeps its label with a null type. */
export const Role = z.object({
  id: z.string(),
  ...roleShape,
  scope: z.enum(roleScopes).nullable(),
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  remote_data: remoteData,
});
export type Role = z.infer<typeof Role>;

/** A role held on one job. */
export const JobRole = z.object({ ...roleShape, scope: z.literal('JOB') });
export type JobRole = z.infer<typeof JobRole>;

/** A role held in the whole tool. */
export const SystemRole = z.object({ ...roleShape, scope: z.literal('SYSTEM') });
export type SystemRole = z.infer<typeof SystemRole>;
