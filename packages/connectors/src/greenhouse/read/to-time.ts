import { toIsoDate } from '@hirewire/connector-kit';
import type { CustomFields, FieldRef, Json, ModelName, ReportIssue } from '@hirewire/connector-kit';

/** All times of Greenhouse have a zone. */
export function toTime(value: unknown, ref: FieldRef): string | null {
  return toIsoDate(value, ref);
}

/** A field of which the name ends in `_on`. */
export function toDay(value: unknown, ref: FieldRef): string | null {
  return toIsoDate(value, ref, { isDay: true });
}

/** Names the fields of one model for the report. */
export function refsIn(
  model: ModelName,
  { reportIssue }: { reportIssue: ReportIssue },
): (field: string) => FieldRef {
  return (field) => ({ model, field, reportIssue });
}

/** By their keys, with what they hold: choices are texts, amounts are objects with a currency. */
export function toCustomFields(
  fields: Readonly<Record<string, { value?: Json | undefined }>> | null | undefined,
): CustomFields | null {
  if (!fields) return null;
  return Object.fromEntries(Object.entries(fields).map(([key, { value = null }]) => [key, value]));
}
