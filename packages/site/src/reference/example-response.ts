import { createHash } from 'node:crypto';
import type { Operation } from '@hirewire/contract';
import { exampleValues } from './example-values.ts';
import { type Schema, payloadOf, resolve, responseOf } from './open-api.ts';

/**
 * What an operation returns, made from its schema: each field has the value that
 * `example-values.ts` gives it, otherwise one that its type allows.
 */
export function exampleResponse(operation: Operation): unknown {
  const noun = nounOf(operation.id.replace(/^[a-z]+-/, '').replaceAll('-', '_'));
  return exampleOf(responseOf(operation), { path: [noun], inside: [] });
}

/** What a webhook posts. */
export function examplePayload(type: string): unknown {
  const noun = nounOf(type.replace(/^.*:|-.*$/g, ''));
  return exampleOf(
    payloadOf(type),
    { path: [noun], inside: [] },
    { id: exampleId(['event', 'id']) },
  );
}

/** What is inside of these is still about what the whole response is about. */
const wrappers: ReadonlySet<string> = new Set(['data', 'results']);

/** Where a value stands: the names that lead to it, and the models that it is inside of. */
interface Position {
  readonly path: readonly string[];
  readonly inside: readonly string[];
}

function exampleOf(
  schema: Schema,
  position: Position,
  own: Readonly<Record<string, unknown>> = {},
) {
  const { properties = {}, required = [] } = resolve(schema);
  const names = new Set(required);
  const entries = Object.entries(properties)
    .filter(([name, property]) => names.has(name) || resolve(property).deprecated !== true)
    .map(([name, property]) => {
      const path = wrappers.has(name) ? position.path : [...position.path, name];
      return [name, own[name] ?? valueOf(property, { ...position, path })] as const;
    });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function valueOf(schema: Schema, position: Position): unknown {
  const { const: word } = resolve(schema);
  const given = givenValue(position.path);
  // A tool is a slug in one place and an object in another.
  const fits = typeof given === 'object' || resolve(schema).properties === undefined;
  if (word !== undefined) return word;
  if (given !== undefined && fits) return given;
  if (schema.$ref !== undefined && position.inside.includes(schema.$ref)) return undefined;
  const inside = schema.$ref === undefined ? position.inside : [...position.inside, schema.$ref];
  return valueOfType(resolve(schema), { ...position, inside });
}

function valueOfType(schema: Schema, position: Position): unknown {
  const variants = schema.anyOf ?? schema.oneOf;
  const [variant] = variants?.filter(({ type }) => type !== 'null') ?? [];
  const [word] = schema.enum ?? schema['x-open-enum'] ?? [];
  if (word !== undefined) return word;
  if (variant !== undefined) return valueOf(variant, position);
  if (schema.items !== undefined) return [valueOf(schema.items, position)].filter(isDefined);
  if (schema.properties !== undefined) return exampleOf(schema, position);
  return valueOfScalar(schema, position.path);
}

const isDefined = (value: unknown): boolean => value !== undefined;

function valueOfScalar({ type, format, minimum = 0 }: Schema, path: readonly string[]): unknown {
  const types = [type ?? 'object'].flat();
  const name = path.at(-1) ?? '';
  if (types.includes('string')) {
    if (/(^|_)id$/.test(name)) return exampleId(path);
    if (format === 'date-time') return '2026-11-27T09:30:00.000Z';
  }
  if (types.includes('null')) return null;
  if (types.includes('string')) return name.replaceAll('_', ' ');
  if (types.includes('boolean')) return false;
  return types.includes('object') ? {} : minimum;
}

/** By the name of a field and of what it is in, or by its name alone. */
function givenValue(path: readonly string[]): unknown {
  const [parent = '', name = ''] = path.slice(-2);
  const key = `${nounOf(parent)}.${name}`;
  return key in exampleValues ? exampleValues[key] : exampleValues[name];
}

/** `id` of a candidate and `candidate_id` are the same, wherever they appear. */
function exampleId(path: readonly string[]): string {
  const [parent = '', name = ''] = path.slice(-2);
  const isRemote = name.endsWith('remote_id');
  const own = name.replace(/(^|_)(remote_)?id$/, '');
  const hash = createHash('sha256').update(nounOf(own === '' ? parent : own));
  if (!isRemote) return toBase58(hash.digest()).slice(0, 24);
  return hash.digest('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
}

function toBase58(bytes: Buffer): string {
  const digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  return [...bytes].map((byte) => digits[byte % digits.length]).join('');
}

/** Names of fields for what they hold. */
const nouns: Readonly<Record<string, string>> = {
  application_attachment: 'attachment',
  application_stage: 'stage',
  candidate_attachment: 'attachment',
  contact: 'user',
  current_stage: 'stage',
  custom_field_mapping: 'custom_field',
  hiring_team: 'user',
  integration_by_token: 'integration',
  integration_detail: 'integration',
  job_role: 'role',
  system_role: 'role',
  tracked_application: 'application',
};

/** `hiring_team` → `user`, `tags` → `tag`. */
function nounOf(name: string): string {
  const singular = name.replace(/(?<=ss)es$|(?<!s)s$/, '');
  return nouns[singular] ?? singular;
}
