import { z } from 'zod';

import { coverageStatuses, scopeSettings } from './vocabulary.ts';

const coverageStatus = z.enum(coverageStatuses);

const fieldCoverage = z.object({ id: z.string(), coverage_status: coverageStatus });

/** What a tool's connector can read, write and do, in the wire's four words. */
export const ToolCoverage = z.object({
  read_models: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      coverage_status: coverageStatus,
      fields: z.array(fieldCoverage),
    }),
  ),
  write_actions: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      coverage_status: coverageStatus,
      fields: z.array(fieldCoverage),
    }),
  ),
  features: z.array(
    z.object({ id: z.string(), label: z.string(), coverage_status: coverageStatus }),
  ),
});
export type ToolCoverage = z.infer<typeof ToolCoverage>;

const availabilityShape = {
  is_available: z.boolean(),
  coverage_status: coverageStatus,
};
const scopedAvailabilityShape = {
  ...availabilityShape,
  scope_config_setting: z.enum(scopeSettings),
  opted_out_by_customer: z.boolean(),
};

/**
 * What one integration may read. Available means: the connector can, the scope allows it, and the
 * customer has not opted out.
 */
export const ReadModelAvailability = z.object({
  id: z.string(),
  label: z.string(),
  ...scopedAvailabilityShape,
  fields: z.array(z.object({ id: z.string(), ...scopedAvailabilityShape })),
});
export type ReadModelAvailability = z.infer<typeof ReadModelAvailability>;

/** What one integration may write. */
export const WriteActionAvailability = z.object({
  id: z.string(),
  label: z.string(),
  ...scopedAvailabilityShape,
  fields: z.array(z.object({ id: z.string(), ...availabilityShape })),
});
export type WriteActionAvailability = z.infer<typeof WriteActionAvailability>;
