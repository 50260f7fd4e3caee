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
  keyScope: 'read',
  method: 'GET',
  path: '/ats/attachments',
  summary: 'List stored attachments',
  description:
    "Returns the candidates' files that syncs have stored in your bucket, and where they are in it. Files that are not stored yet are not listed. `updated_after` returns a file if its own record changed.",
  permission: 'Read document attachments',
  query: z.strictObject({
    ...listQuery,
    candidate_ids: filedUnderFilters.candidate_ids.parameter,
    application_ids: filedUnderFilters.application_ids.parameter,
  }),
  response: pageOf(SyncedAttachment),
  notImplemented:
    "Syncs do not store files yet. Use `GET /ats/candidates/{candidate_id}/attachments` to read a candidate's files live.",
  sdkSince: '1.4.0',
});
