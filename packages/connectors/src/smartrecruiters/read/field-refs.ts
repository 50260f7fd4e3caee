import { toIsoDate } from '@hirewire/connector-kit';
import type { FieldRef, ModelName, ReportIssue } from '@hirewire/connector-kit';

export type FieldRefOf = (field: string) => FieldRef;

export function refsIn(model: ModelName, reportIssue: ReportIssue): FieldRefOf {
  return (field) => ({ model, field, reportIssue });
}

/** The dates that most records have. */
export function datesOf(
  { createdOn, updatedOn }: { createdOn?: unknown; updatedOn?: unknown },
  ref: FieldRefOf,
): { remote_created_at: string | null; remote_updated_at: string | null } {
  return {
    remote_created_at: toIsoDate(createdOn, ref('createdOn')),
    remote_updated_at: toIsoDate(updatedOn, ref('updatedOn')),
  };
}
