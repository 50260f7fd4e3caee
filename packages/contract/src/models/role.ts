import { z } from 'zod';

import * as parameter from '../query-parameters.ts';
import { defineReadModel } from './define-read-model.ts';
import { nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { roleScopes, unifiedRoleTypes } from './vocabulary.ts';

const roleShape = {
  remote_id: shared.nullableRemoteId,
  remote_label: nullableText.describe('Name of the role, as people see it in the tool.'),
  unified_type: z
    .enum(unifiedRoleTypes)
    .nullable()
    .describe('The role in words that all tools share; null for one that only this tool knows.'),
};

/** A role that users can hold. A role only the tool knows keeps its label with a null type. */
export const Role = z.object({
  id: shared.id,
  ...roleShape,
  scope: z
    .enum(roleScopes)
    .nullable()
    .describe('Where the role holds: SYSTEM in the whole tool, JOB on single jobs.'),
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  remote_data: remoteData,
});
export type Role = z.infer<typeof Role>;

/** A role held on one job. */
export const JobRole = z.object({
  ...roleShape,
  scope: z.literal('JOB').describe('Always JOB: the role is held on this job.'),
});
export type JobRole = z.infer<typeof JobRole>;

/** A role held in the whole tool. */
export const SystemRole = z.object({
  ...roleShape,
  scope: z.literal('SYSTEM').describe('Always SYSTEM: the role is held in the whole tool.'),
});
export type SystemRole = z.infer<typeof SystemRole>;

export const roles = defineReadModel(Role, {
  name: 'roles',
  label: 'Roles',
  operationId: 'get-roles',
  description:
    'Reads the roles that users can hold, in the whole tool or on one job, from the last sync. Who holds them is in the users and in the hiring teams of jobs.',
  // Users and hiring teams show a role without its id.
  own: { short: ['remote_id', 'remote_label', 'unified_type', 'scope'], rest: ['id'] },
  columns: { scope: 'text', unified_type: 'text' },
  filters: {
    scopes: {
      parameter: parameter.wordList(roleScopes, 'Only roles of these scopes.'),
      matches: 'any',
      field: 'scope',
    },
  },
  // Users and jobs show roles of one scope each.
  fixed: ['scope'],
});
