import { z } from 'zod';

import { dateTime, nullableDateTime, nullableText, remoteData } from './primitives.ts';

export const Tag = z.object({
  id: z.string(),
  remote_id: nullableText,
  name: nullableText,
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  remote_data: remoteData,
});
export type Tag = z.infer<typeof Tag>;
