import { byModel, readModelOf, recordKeyOf } from '@hirewire/contract';
import type { ModelName, ReadModel } from '@hirewire/contract';
import { z } from 'zod';
import { toEmail } from '../mapping/to-email.ts';
import { toIsoDate } from '../mapping/to-iso-date.ts';

const remoteId = z.string().min(1);
const date = z
  .string()
  .refine((value) => toIsoDate(value, null) === value, 'must be written as toIsoDate writes it');
const address = z
  .string()
  .refine((value) => toEmail(value, null) === value, 'must be an address as toEmail writes it');

/** Strict schemas of what a connector may yield, by model: no field more than the types have. */
export const recordSchemas: { readonly [Model in ModelName]: z.ZodType } = byModel((model) =>
  z.strictObject({
    remote_data: z.record(z.string(), z.json()).nullable().exactOptional(),
    unread: z.array(unreadField(model)).readonly().exactOptional(),
    ...shapeOf(model),
  }),
);

/** The name of a field that the model's records have, or of a raw object. */
function unreadField(model: ReadModel): z.ZodType {
  const names = new Set(Object.keys(shapeOf(model)));
  return z
    .string()
    .refine(
      (name) => name.startsWith('remote_data.') || (names.has(name) && name !== 'remote_id'),
      'must be the name of a field',
    );
}

function shapeOf(model: ReadModel): Record<string, z.ZodType> {
  const { own, preserved, references, memberships, links, parts, positions } = model;
  const shape: Record<string, z.ZodType> = {};
  for (const field of [...Object.values(own).flat(), ...Object.keys(preserved)]) {
    const wire = model.wire.shape[field] as z.ZodType;
    const value = references[field] === undefined ? toStrict(wire) : remoteId;
    const isEmptyable = wire.safeParse(null).success || wire.safeParse(undefined).success;
    shape[recordKeyOf(model, field)] = isEmptyable ? value.nullish() : value;
  }
  for (const field of Object.keys(memberships)) {
    shape[recordKeyOf(model, field)] = z.array(remoteId);
  }
  for (const [field, { entry }] of Object.entries(links)) {
    const members = Object.entries(entry).map(([name, kind]) => [name, toEntryMember(kind)]);
    shape[field] = z.array(z.strictObject(Object.fromEntries(members)));
  }
  for (const part of parts) shape[part] = z.array(z.strictObject(shapeOf(readModelOf(part))));
  for (const name of Object.keys(positions)) shape[name] = z.number().nullish();
  const { id: _, ...yielded } = shape;
  return { ...yielded, remote_id: remoteId };
}

function toEntryMember(kind: ReadModel['links'][string]['entry'][string]): z.ZodType {
  if (kind === 'position') return z.number().nullable();
  return typeof kind === 'string' ? remoteId : z.array(remoteId);
}

/** A schema of the wire, made strict: nothing unknown, nothing empty that must be there, only JSON. */
function toStrict(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return toStrict(inner(schema)).optional();
  if (schema instanceof z.ZodNullable) return toStrict(inner(schema)).nullable();
  if (schema instanceof z.ZodArray) return z.array(toStrict(schema.element as z.ZodType));
  if (schema instanceof z.ZodObject) {
    const members = Object.entries(schema.shape as Record<string, z.ZodType>).map(
      ([name, member]) => [name, isText(member) ? remoteId : toStrict(member)],
    );
    return z.strictObject(Object.fromEntries(members));
  }
  if (schema instanceof z.ZodUnion)
    return z.union(schema.options.map((one) => toStrict(one as z.ZodType)));
  if (schema instanceof z.ZodRecord) return z.record(z.string(), z.json());
  if (schema instanceof z.ZodUnknown) return z.json();
  if (schema instanceof z.ZodStringFormat && schema.format === 'datetime') return date;
  if (schema instanceof z.ZodStringFormat && schema.format === 'email') return address;
  return schema;
}

function inner(schema: z.ZodOptional | z.ZodNullable): z.ZodType {
  return schema.unwrap() as z.ZodType;
}

/** A text that must be there: then it says something. */
function isText(schema: z.ZodType): boolean {
  return schema instanceof z.ZodString && !(schema instanceof z.ZodStringFormat);
}
