import type { CustomFields } from '@hirewire/connector-kit';
import type { SmartRecruitersProperty } from '../remote-types.ts';

/** Fields that customers add, by their label: of two of the same label, the second one by its id. */
export function toCustomFields(
  properties: readonly SmartRecruitersProperty[] | null | undefined,
): CustomFields {
  const fields: CustomFields = {};
  for (const { id, label, value = null, valueLabel } of properties ?? []) {
    const name = label?.trim() || id;
    fields[Object.hasOwn(fields, name) ? id : name] = valueLabel ?? value;
  }
  return fields;
}
