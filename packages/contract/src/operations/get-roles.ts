import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { Role } from '../models/role.ts';
import { roleScopes } from '../models/vocabulary.ts';
import * as parameter from '../query-parameters.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getRoles = defineOperation({
  id: 'get-roles',
  operationId: 'GetAtsRoles',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/roles',
  summary: 'List roles',
  description:
    'Reads the roles that users can hold, in the whole tool or on one job, from the last sync. Who holds them is in the users and in the hiring teams of jobs.',
  query: z.strictObject({
    ...listQuery,
    scopes: parameter.wordList(roleScopes, 'Only roles of these scopes.'),
  }),
  response: pageOf(Role),
});
