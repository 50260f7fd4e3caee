import { z } from 'zod';

import { defineReadModel } from './define-read-model.ts';
import { nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';

/** Why an application can be turned down; its id is what `reject-application` asks for. */
export const RejectionReason = z.object({
  id: shared.id,
  remote_id: shared.remoteId,
  name: nullableText.describe('The reason, as shown in the tool.'),
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  remote_data: remoteData,
});
export type RejectionReason = z.infer<typeof RejectionReason>;

export const rejectionReasons = defineReadModel(RejectionReason, {
  name: 'rejection_reasons',
  label: 'Rejection reasons',
  operationId: 'get-rejection-reasons',
  description:
    'Returns rejection reasons from the last sync. To reject an application, use the id of one of them.',
  own: { short: ['id', 'name', 'remote_id'] },
});
