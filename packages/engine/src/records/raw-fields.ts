import type { CustomFields, Json, RecordBase } from '@hirewire/connector-kit';
import type { FieldModel, FieldType } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { sortedMap, stableJson } from './own-json.ts';

/** A record whose raw fields can be shown. */
type RecordWithFields = RecordBase & { custom_fields?: CustomFields | null | undefined };

/** An entry of the wire's `integration_fields`. */
export interface ShownField {
  id: string;
  key: string;
  type: FieldType;
  value: Json;
  label: string | null;
}

/**
 * The fields of the tool itself: those of the first object that a record was read from. Its path is
 * no part of a field's name, since one record may be read from several (a list, or by its id).
 */
export function defaultFieldsOf({ remote_data }: RecordBase): { [key: string]: Json } | null {
  for (const path in remote_data) {
    const value = remote_data[path];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  }
  return null;
}

/** Undefined where the record has no such field, which is not the same as an empty one. */
function findValue(
  record: RecordWithFields,
  { type, key }: { type: FieldType; key: string },
): Json | undefined {
  const fields = type === 'CUSTOM' ? record.custom_fields : defaultFieldsOf(record);
  return fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** The raw fields of a record that its integration lets through. */
export function integrationFieldsOf(
  context: RowContext,
  model: FieldModel,
  record: RecordWithFields,
): readonly ShownField[] {
  const passed = context.fields[model]?.passed ?? [];
  return passed.flatMap(({ id, key, type, label }) => {
    const value = findValue(record, { type, key });
    if (value === undefined) return [];
    return [{ id, key, type, value: stableJson(value, context), label }];
  });
}

/** Whether the fields that a record shows have a list whose order may change with every read. */
export function haveLists(
  { fields }: RowContext,
  model: FieldModel | undefined,
  record: RecordWithFields,
): boolean {
  if (model === undefined) return false;
  const { passed = [], mapped = [] } = fields[model] ?? {};
  const isRawShown = passed.length > 0 || mapped.length > 0;
  return hasList(record.custom_fields) || (isRawShown && hasList(record.remote_data));
}

/** Whether there is a list in a value whose order could change. */
function hasList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) && value.length > 1) return true;
  return Object.values(value).some(hasList);
}

/**
 * What the tool's customer has added to a record, by the tool's own keys; and above that the custom
 * fields that are filled in this integration, with null where the record has nothing for them.
 */
export function customFieldsOf(
  context: RowContext,
  model: FieldModel,
  record: RecordWithFields,
): Json {
  const mapped = context.fields[model]?.mapped ?? [];
  if (mapped.length === 0) return sortedMap(record.custom_fields, context);
  const filled = mapped.map(({ customKey, ...field }): [string, Json] => [
    customKey,
    stableJson(findValue(record, field), context),
  ]);
  const all = [...Object.entries(record.custom_fields ?? {}), ...filled];
  return sortedMap(Object.fromEntries(all), context);
}
