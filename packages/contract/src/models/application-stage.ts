import { z } from 'zod';

import { defineReadModel } from './define-read-model.ts';
import { customFields, nullableText, remoteData } from './primitives.ts';
import * as shared from './shared-fields.ts';
import { stageStatuses } from './vocabulary.ts';

const stageShape = {
  id: shared.id,
  remote_id: shared.nullableRemoteId,
  name: nullableText.describe('Name of the stage, as shown in the tool.'),
  status: z
    .enum(stageStatuses)
    .nullable()
    .describe('INACTIVE for a stage that is no longer in use; null if unknown.'),
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

export const applicationStages = defineReadModel(ApplicationStage, {
  name: 'application_stages',
  label: 'Application stages',
  operationId: 'get-application-stages',
  description:
    "Deprecated. Returns all stages, from the last sync, without their jobs. Use the `stages` of a job instead: in many tools a stage belongs to one job, and applications cannot be moved to another job's stage.",
  deprecated: true,
  own: { short: ['id', 'remote_id', 'name'], brief: ['status', 'custom_fields'] },
  coverage: JobStage,
  // The order of a job's stages.
  fixed: ['index'],
});
