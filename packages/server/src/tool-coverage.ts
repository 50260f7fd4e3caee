import type { Coverage, CoverageEntry, CoverageStatus } from '@hirewire/connector-kit';
import { type ToolCoverage, readModels, writeActions } from '@hirewire/contract';

/** The status of a coverage entry. What a connector does not name, it does not support. */
export function statusOf(entry: CoverageEntry | undefined): CoverageStatus {
  return typeof entry === 'object' ? entry.status : (entry ?? 'UNSUPPORTED');
}

/** A connector's coverage in full: every model, action and field of the contract has its word. */
export function toToolCoverage(coverage: Coverage | undefined): ToolCoverage {
  return {
    read_models: readModels.map(({ id, label, fields }) => {
      const declared = coverage?.readModels[id];
      const status = statusOf(declared?.model);
      return {
        id,
        label,
        coverage_status: status,
        fields: fields.map((field) => ({
          id: field,
          // There are no fields of what is not there.
          coverage_status: status === 'SUPPORTED' ? statusOf(declared?.fields[field]) : status,
        })),
      };
    }),
    write_actions: writeActions.map(({ id, label, fields }) => {
      const coverage_status = statusOf(coverage?.writeActions[id]);
      return {
        id,
        label,
        coverage_status,
        // Connectors declare an action as a whole.
        fields: fields.map((field) => ({ id: field, coverage_status })),
      };
    }),
    features: Object.entries(coverage?.features ?? {}).map(([id, entry]) => ({
      id,
      label: toLabel(id),
      coverage_status: statusOf(entry),
    })),
  };
}

/** `automatic_source_writing` → `Automatic source writing` */
function toLabel(id: string): string {
  const words = id.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
