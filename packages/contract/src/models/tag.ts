import { z } from 'zod';

import { nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';

export const Tag = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  name: nullableText.describe('Text of the tag; adding and removing goes by it.'),
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  remote_data: remoteData,
});
export type Tag = z.infer<typeof Tag>;
