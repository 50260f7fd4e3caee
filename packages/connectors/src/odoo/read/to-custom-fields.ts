import type { CustomFields } from '@hirewire/connector-kit';
import type { OdooProperty } from '../remote-types.ts';
import type { JsonObject } from './odoo-reader.ts';

/**
 * Properties, which people add on screen, and fields that were added to the database. Both are
 * keyed by their technical name, which stays when somebody changes the label.
 */
export function toCustomFields(
  properties: readonly OdooProperty[] | null | undefined,
  row: JsonObject,
): CustomFields {
  const added = Object.entries(row).filter(([name]) => name.startsWith('x_'));
  return Object.fromEntries([
    ...(properties ?? []).map((property) => [property.name, toValue(property)] as const),
    ...added,
  ]);
}

/** Odoo writes `false` for an empty value of any type. */
function toValue({ type, value = null }: OdooProperty) {
  return value === false && type !== 'boolean' ? null : value;
}
