import { z } from 'zod';

import { defineReadModel } from './define-read-model.ts';
import { nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';

export const Tag = z.object({
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  name: nullableText.describe('Text of the tag. Use it to add and remove the tag.'),
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  remote_data: remoteData,
});
export type Tag = z.infer<typeof Tag>;

export const tags = defineReadModel(Tag, {
  name: 'tags',
  label: 'Tags',
  operationId: 'get-tags',
  description:
    "Returns the tool's tags for candidates, from the last sync. Add tags by their name, not by their id.",
  own: { short: ['id', 'name', 'remote_id'] },
});
