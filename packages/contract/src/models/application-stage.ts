import { z } from 'zod';

import { customFields, nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { stageStatuses } from './vocabulary.ts';

const stageShape = {
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  name: nullableText.describe('Name of the stage, as people see it in the tool.'),
  status: z
    .enum(stageStatuses)
    .nullable()
    .describe('INACTIVE for a stage that is no longer in use; null where the tool does not tell.'),
  custom_fields: customFields,
};

/** A stage of the deprecated global list. */
export const ApplicationStage = z.object({
  ...stageShape,
  changed_at: shared.changedAt,
  remote_deleted_at: shared.remoteDeletedAt,
  remote_data: remoteData,
});
export type ApplicationStage = z.infer<typeof ApplicationStage>;

/** A stage in its job, in the order of `index`. */
export const JobStage = z.object({
  ...stageShape,
  index: shared.stageIndex.optional(),
  remote_data: remoteData,
});
export type JobStage = z.infer<typeof JobStage>;

/** The stage in which an application stands. */
export const CurrentStage = z.object({ ...stageShape, index: shared.stageIndex });
export type CurrentStage = z.infer<typeof CurrentStage>;
