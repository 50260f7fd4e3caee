import { toIsoDate } from '@hirewire/connector-kit';
import type { FieldPlace, ModelName, ReportIssue } from '@hirewire/connector-kit';

export type PlaceOf = (field: string) => FieldPlace;

export function placesIn(model: ModelName, reportIssue: ReportIssue): PlaceOf {
  return (field) => ({ model, field, reportIssue });
}

/** The dates that records of all models have. */
export function datesOf(
  { created_at: created, updated_at: updated }: { created_at?: unknown; updated_at?: unknown },
  place: PlaceOf,
): { remote_created_at: string | null; remote_updated_at: string | null } {
  return {
    remote_created_at: toIsoDate(created, place('created_at')),
    remote_updated_at: toIsoDate(updated, place('updated_at')),
  };
}
