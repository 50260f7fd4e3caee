import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { User } from '../models/user.ts';
import * as parameter from '../query-parameters.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getUsers = defineOperation({
  id: 'get-users',
  operationId: 'GetAtsUsers',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/users',
  summary: 'List users',
  description:
    'Reads the people who work with the tool from the last sync, with their system-wide roles. `updated_after` also finds a user when such a role was given, taken away or changed.',
  query: z.strictObject({
    ...listQuery,
    emails: parameter.textList('Only users with one of these addresses; case does not matter.'),
  }),
  response: pageOf(User),
});
