import { toIsoDate } from '@hirewire/connector-kit';
import type {
  CustomFields,
  FieldPlace,
  Json,
  ModelName,
  ReportIssue,
} from '@hirewire/connector-kit';

/** All times of Greenhouse have a zone. */
export function toTime(value: unknown, place: FieldPlace): string | null {
  return toIsoDate(value, place);
}

/** A field of which the name ends in `_on`. */
export function toDay(value: unknown, place: FieldPlace): string | null {
  return toIsoDate(value, place, { isDay: true });
}

/** Names the fields of one model for the report. */
export function placeOf(
  model: ModelName,
  { reportIssue }: { reportIssue: ReportIssue },
): (field: string) => FieldPlace {
  return (field) => ({ model, field, reportIssue });
}

/** By their keys, with what they hold: choices are texts, amounts are objects with a currency. */
export function toCustomFields(
  fields: Readonly<Record<string, { value?: Json | undefined }>> | null | undefined,
): CustomFields | null {
  if (!fields) return null;
  return Object.fromEntries(Object.entries(fields).map(([key, { value = null }]) => [key, value]));
}
