import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { SyncedAttachment } from '../models/attachment.ts';
import { defineOperation } from './define-operation.ts';
import { filedUnderFilters } from '../models/shared-fields.ts';
import { listQuery } from './list-query.ts';

export const getAtsAttachments = defineOperation({
  id: 'get-ats-attachments',
  operationId: 'GetAtsAttachments',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/attachments',
  summary: 'List stored attachments',
  description:
    'Reads which files of candidates the syncs have stored in a bucket of your own, and where in it they are. A file is listed once it is stored; the tool is not asked. `updated_after` finds a file when its own record changed.',
  permission: 'Read document attachments',
  query: z.strictObject({
    ...listQuery,
    candidate_ids: filedUnderFilters.candidate_ids.parameter,
    application_ids: filedUnderFilters.application_ids.parameter,
  }),
  response: pageOf(SyncedAttachment),
  notImplemented:
    'Syncs do not store files yet. `GET /ats/candidates/{candidate_id}/attachments` reads those of one candidate live.',
  sdkSince: '1.4.0',
});
