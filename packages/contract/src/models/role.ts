import { z } from 'zod';

import * as parameter from '../query-parameters.ts';
import { defineReadModel } from './define-read-model.ts';
import { nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { roleScopes, unifiedRoleTypes } from './vocabulary.ts';

const roleShape = {
  remote_id: shared.nullableRemoteId,
  remote_label: nullableText.describe('Name of the role, as shown in the tool.'),
  unified_type: z
    .enum(unifiedRoleTypes)
    .nullable()
    .describe('The unified role; null if the role is specific to the tool.'),
};

/** A role that users can hold. A role only the tool knows keeps its label with a null type. */
export const Role = z.object({
  id: shared.id,
  ...roleShape,
  scope: z
    .enum(roleScopes)
    .nullable()
    .describe('Scope of the role: SYSTEM for the whole tool, JOB for individual jobs.'),
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  remote_data: remoteData,
});
export type Role = z.infer<typeof Role>;

/** A role held on one job. */
export const JobRole = z.object({
  ...roleShape,
  scope: z.literal('JOB').describe('Always JOB: the role applies to this job.'),
});
export type JobRole = z.infer<typeof JobRole>;

/** A role held in the whole tool. */
export const SystemRole = z.object({
  ...roleShape,
  scope: z.literal('SYSTEM').describe('Always SYSTEM: the role applies to the whole tool.'),
});
export type SystemRole = z.infer<typeof SystemRole>;

export const roles = defineReadModel(Role, {
  name: 'roles',
  label: 'Roles',
  operationId: 'get-roles',
  description:
    'Returns the roles that users can have, in the whole tool or for a job, from the last sync. Users and hiring teams say who has them.',
  // Users and hiring teams show a role without its id.
  own: { short: ['remote_id', 'remote_label', 'unified_type', 'scope'], rest: ['id'] },
  columns: { scope: 'text', unified_type: 'text' },
  filters: {
    scopes: {
      parameter: parameter.wordList(roleScopes, 'Only roles with one of these scopes.'),
      matches: 'any',
      field: 'scope',
    },
  },
  // Users and jobs show roles of one scope each.
  fixed: ['scope'],
});
