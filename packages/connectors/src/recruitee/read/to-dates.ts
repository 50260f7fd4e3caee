import { toIsoDate } from '@hirewire/connector-kit';
import type { FieldRef, ModelName, ReportIssue } from '@hirewire/connector-kit';

export type FieldRefOf = (field: string) => FieldRef;

export function refsIn(model: ModelName, reportIssue: ReportIssue): FieldRefOf {
  return (field) => ({ model, field, reportIssue });
}

/** The dates that records of all models have. */
export function datesOf(
  { created_at: created, updated_at: updated }: { created_at?: unknown; updated_at?: unknown },
  ref: FieldRefOf,
): { remote_created_at: string | null; remote_updated_at: string | null } {
  return {
    remote_created_at: toIsoDate(created, ref('created_at')),
    remote_updated_at: toIsoDate(updated, ref('updated_at')),
  };
}
