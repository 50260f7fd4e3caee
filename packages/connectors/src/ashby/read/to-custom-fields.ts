import type { CustomFields } from '@hirewire/connector-kit';
import type { AshbyCustomField } from '../remote-types.ts';

/** Keyed by the field's id, which keeps when a customer renames the field. */
export function toCustomFields(
  fields: readonly AshbyCustomField[] | null | undefined,
): CustomFields | null {
  if (!fields) return null;
  return Object.fromEntries(fields.map(({ id, value }) => [id, value ?? null]));
}
