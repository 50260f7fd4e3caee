import { z } from 'zod';

import { dateTime, nullableDateTime, nullableText, remoteData } from './primitives.ts';

/** Why an application can be turned down; its id is what `reject-application` asks for. */
export const RejectionReason = z.object({
  id: z.string(),
  remote_id: z.string(),
  name: nullableText,
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  remote_data: remoteData,
});
export type RejectionReason = z.infer<typeof RejectionReason>;
