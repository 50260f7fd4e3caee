import { z } from 'zod';

import { coverageStatuses, scopeSettings } from './vocabulary.ts';

const coverageStatus = z
  .enum(coverageStatuses)
  .describe(
    'SUPPORTED; UNSUPPORTED if the tool does not offer it; NOT_IMPLEMENTED if only the connector lacks it; UNKNOWN if it has not been determined.',
  );

const modelId = z.string().describe('Id of the read model, such as `ats_jobs`.');
const actionId = z.string().describe('Id of the action, such as `ats_create_application`.');
const label = z.string().describe('Display name.');
const fieldId = z
  .string()
  .describe('Name of the field. Nested fields are written with a dot, such as `location.city`.');

const fieldCoverage = z.object({ id: fieldId, coverage_status: coverageStatus });

/** What a tool's connector can read, write and do, in the wire's four words. */
export const ToolCoverage = z.object({
  read_models: z
    .array(
      z.object({
        id: modelId,
        label,
        coverage_status: coverageStatus,
        fields: z.array(fieldCoverage).describe('Fields of the records.'),
      }),
    )
    .describe('Read models: the kinds of records that are synced.'),
  write_actions: z
    .array(
      z.object({
        id: actionId,
        label,
        coverage_status: coverageStatus,
        fields: z.array(fieldCoverage).describe('Input fields of the action.'),
      }),
    )
    .describe('Live actions, including the two lists of attachments.'),
  features: z
    .array(
      z.object({
        id: z.string().describe('Id of the feature, such as `automatic_source_writing`.'),
        label,
        coverage_status: coverageStatus,
      }),
    )
    .describe('Other features of the connector.'),
});
export type ToolCoverage = z.infer<typeof ToolCoverage>;

const availabilityShape = {
  is_available: z
    .boolean()
    .describe(
      'Whether it can be used. True if the connector supports it, the scope allows it, and the customer has not opted out.',
    ),
  coverage_status: coverageStatus,
};
const scopedAvailabilityShape = {
  ...availabilityShape,
  scope_config_setting: z
    .enum(scopeSettings)
    .describe('Setting of the scope: ENABLED, DISABLED, or OPTIONAL if the customer may opt out.'),
  opted_out_by_customer: z.boolean().describe('Whether the customer opted out when connecting.'),
};

/**
 * What one integration may read. Available means: the connector can, the scope allows it, and the
 * customer has not opted out.
 */
export const ReadModelAvailability = z.object({
  id: modelId,
  label,
  ...scopedAvailabilityShape,
  fields: z
    .array(z.object({ id: fieldId, ...scopedAvailabilityShape }))
    .describe('Fields of the records.'),
});
export type ReadModelAvailability = z.infer<typeof ReadModelAvailability>;

/** What one integration may write. */
export const WriteActionAvailability = z.object({
  id: actionId,
  label,
  ...scopedAvailabilityShape,
  fields: z
    .array(z.object({ id: fieldId, ...availabilityShape }))
    .describe('Input fields of the action.'),
});
export type WriteActionAvailability = z.infer<typeof WriteActionAvailability>;
