import { z } from 'zod';

import { actorFields, remoteFields } from './remote-fields.ts';

/** A tag by its name. */
export const TagInput = z.object({
  tag: z.object({ name: z.string().min(1) }),
  remote_fields: remoteFields(actorFields),
});
export type TagInput = z.infer<typeof TagInput>;
