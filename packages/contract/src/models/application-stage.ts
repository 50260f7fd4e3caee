import { z } from 'zod';

import {
  customFields,
  dateTime,
  nullableDateTime,
  nullableInteger,
  nullableText,
  remoteData,
} from './primitives.ts';
import { stageStatuses } from './vocabulary.ts';

const stageShape = {
  id: z.string(),
  remote_id: nullableText,
  name: nullableText,
  status: z.enum(stageStatuses).nullable(),
  custom_fields: customFields,
};

/** A stage of the deprecated global list. */
export const ApplicationStage = z.object({
  ...stageShape,
  changed_at: dateTime,
  remote_deleted_at: nullableDateTime,
  remote_data: remoteData,
});
export type ApplicationStage = z.infer<typeof ApplicationStage>;

/** A stage in its job, in the order of `index`. */
export const JobStage = z.object({
  ...stageShape,
  index: nullableInteger.optional(),
  remote_data: remoteData,
});
export type JobStage = z.infer<typeof JobStage>;

/** The stage in which an application stands. */
export const CurrentStage = z.object({ ...stageShape, index: nullableInteger });
export type CurrentStage = z.infer<typeof CurrentStage>;
