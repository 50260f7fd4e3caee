import { toIsoDate } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/contract';
import { recordKeyOf } from '@hirewire/contract';
import type { FieldModel } from '@hirewire/store';
import { fieldModels } from '@hirewire/store';
import { z } from 'zod';
import type { RowContext } from './own-json.ts';
import { jsonText } from './own-json.ts';
import { customFieldsOf } from './raw-fields.ts';

/** A record of a connector, or a part of one, as its descriptor is followed. */
export interface AnyRecord {
  readonly remote_id: string;
  readonly [member: string]: unknown;
}

/** Fields that the connector could not read. */
export function unreadOf({ unread }: AnyRecord): readonly string[] {
  return Array.isArray(unread) ? unread : [];
}

/** Reads something of a record, whose own id is `id`. */
export type Read<Result> = (context: RowContext, record: AnyRecord, id: string) => Result;

/** Stored values of fields that could not be read, by their names on the wire. */
export type Kept = ReadonlyMap<string, unknown>;

const nothingKept: Kept = new Map();

/**
 * Writes these fields of the wire as members of a JSON object, in this order and without its
 * braces; what a connector left out is null.
 */
export function compileFields(
  model: ReadModel,
  fields: readonly string[],
): (context: RowContext, record: AnyRecord, id: string, kept?: Kept) => string {
  const readers = fields.map((field, index) => ({
    field,
    name: `${index === 0 ? '' : ','}"${field}":`,
    read: compileField(model, field),
  }));
  return (context, record, id, kept = nothingKept) => {
    let text = '';
    for (const { field, name, read } of readers) {
      text += name + jsonText(kept.has(field) ? kept.get(field) : read(context, record, id));
    }
    return text;
  };
}

function compileField(model: ReadModel, field: string): Read<unknown> {
  if (field === 'id') return (_context, _record, id) => id;
  const target = model.references[field];
  const key = recordKeyOf(model, field);
  if (target !== undefined) return (context, record) => context.idOf(target, textOf(record[key]));
  const fieldModel = findFieldModel(model);
  if (field === 'custom_fields' && fieldModel !== undefined) {
    return (context, record) => customFieldsOf(context, fieldModel, record);
  }
  if (model.unionLists.includes(field)) return compileUnionList(model, field);
  const object = model.objects[field];
  if (object === undefined) {
    const toReadable = toReadableBy(model, field);
    return (_context, record) => toReadable(record[field] ?? null);
  }
  const { isList, members } = object;
  if (!isList) return (_context, record) => knownOf(record[field], members);
  return (_context, record) => entriesOf(record[field]).map((entry) => pick(entry, members));
}

/**
 * SQL views have columns of these types, and one value of another one would fail every query that
 * meets it. What connectors yield is typed, so this is for their faults alone.
 */
const readable: Readonly<Record<string, (value: unknown) => unknown>> = {
  'date-time': (value) => toIsoDate(value, null),
  number: (value) => (typeof value === 'number' ? value : null),
  integer: (value) => (typeof value === 'number' ? value : null),
  boolean: (value) => (typeof value === 'boolean' ? value : null),
};

function toReadableBy(model: ReadModel, field: string): (value: unknown) => unknown {
  const wire = model.wire.shape[field];
  if (wire === undefined) return (value) => value;
  const schema = z.toJSONSchema(wire, { unrepresentable: 'any' });
  const types = [schema, ...(schema.anyOf ?? [])].flatMap(({ type, format }) => format ?? type);
  const [toReadable] = types.flatMap((type) => readable[type ?? ''] ?? []);
  return toReadable ?? ((value) => value);
}

/**
 * A list of a closed union, without the entries that are none of it: one of them would make clients
 * refuse the whole page. What connectors yield is typed, so this is for their faults alone.
 */
function compileUnionList(model: ReadModel, field: string): Read<unknown> {
  const wire = model.wire.shape[field];
  return (_context, record) => {
    if (!Array.isArray(record[field])) return null;
    return record[field].flatMap((entry: unknown) => {
      const parsed = wire?.safeParse([entry]);
      return parsed?.success === true ? (parsed.data as unknown[]) : [];
    });
  };
}

export function findFieldModel(model: ReadModel): FieldModel | undefined {
  return fieldModels.find((name) => name === model.name);
}

/** The remote id in a member that refers to another record. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function entriesOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value : [];
}

/** An object of the wire with every key, such as a location; null where nothing is known. */
function knownOf(value: unknown, members: readonly string[]): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  const all = pick(value as Record<string, unknown>, members);
  return members.some((name) => all[name] !== null) ? all : null;
}

function pick(
  value: Readonly<Record<string, unknown>>,
  members: readonly string[],
): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of members) picked[name] = value[name] ?? null;
  return picked;
}
