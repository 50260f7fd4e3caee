import { toIsoDate } from '@hirewire/connector-kit';
import type { FieldPlace, ModelName, ReportIssue } from '@hirewire/connector-kit';

export type PlaceOf = (field: string) => FieldPlace;

export function placesIn(model: ModelName, reportIssue: ReportIssue): PlaceOf {
  return (field) => ({ model, field, reportIssue });
}

/** The dates that most records have. */
export function datesOf(
  { createdOn, updatedOn }: { createdOn?: unknown; updatedOn?: unknown },
  place: PlaceOf,
): { remote_created_at: string | null; remote_updated_at: string | null } {
  return {
    remote_created_at: toIsoDate(createdOn, place('createdOn')),
    remote_updated_at: toIsoDate(updatedOn, place('updatedOn')),
  };
}
