import { type Schema, resolve } from './open-api.ts';

/** A field, with those of the object, or of the objects in the list, that it holds. */
export interface Field {
  /** From the object that the list is about, such as `candidate.location.city` or `tags[].name`. */
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly isDeprecated: boolean;
  readonly description: string;
  readonly words: readonly string[];
  readonly limits: readonly string[];
  readonly hasDefault: boolean;
  readonly default: unknown;
  readonly fields: readonly Field[];
}

/** The fields of an object, in the order of the contract. */
export function listFields(schema: Schema, prefix = '', inside: readonly string[] = []): Field[] {
  const { properties = {}, required = [] } = resolve(schema);
  const names = new Set(required);
  return Object.entries(properties).map(([name, property]) =>
    toField(prefix + name, property, { isRequired: names.has(name), inside }),
  );
}

function listNested(name: string, schema: Schema, inside: readonly string[]): Field[] {
  // A model that contains itself is shown once.
  if (schema.$ref !== undefined && inside.includes(schema.$ref)) return [];
  const path = schema.$ref === undefined ? inside : [...inside, schema.$ref];
  const whole = resolve(schema);
  if (whole.items !== undefined) return listNested(`${name}[]`, whole.items, path);
  const variants = whole.anyOf ?? whole.oneOf;
  if (variants === undefined) return listFields(whole, `${name}.`, path);
  return mergeByName(variants.flatMap((variant) => listNested(name, variant, path)));
}

/** Variants of an object share fields: each is listed once, with the words and fields of all. */
function mergeByName(fields: readonly Field[]): Field[] {
  const merged = new Map<string, Field>();
  for (const field of fields) {
    const known = merged.get(field.name);
    merged.set(field.name, {
      ...(known ?? field),
      words: [...new Set([...(known?.words ?? []), ...field.words])],
      fields: mergeByName([...(known?.fields ?? []), ...field.fields]),
    });
  }
  return [...merged.values()];
}

export function toField(
  name: string,
  schema: Schema,
  { isRequired, inside = [] }: { isRequired: boolean; inside?: readonly string[] },
): Field {
  const whole = resolve(schema);
  const core = coreOf(whole);
  return {
    name,
    type: typeOf(whole),
    isRequired,
    isNullable: isNullable(whole),
    isDeprecated: whole.deprecated === true,
    description: whole.description ?? core.description ?? '',
    words: wordsOf(core),
    limits: limitsOf(core),
    hasDefault: whole.default !== undefined,
    default: whole.default,
    fields: listNested(name, schema, inside),
  };
}

/** Without null, where only that and one other thing are possible. */
function coreOf(schema: Schema): Schema {
  const others = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  const [first] = others;
  return others.length === 1 && first !== undefined ? resolve(first) : schema;
}

function isNullable({ type, anyOf }: Schema): boolean {
  return (Array.isArray(type) && type.includes('null')) || anyOf?.some(isNull) === true;
}

const isNull = ({ type }: Schema): boolean => type === 'null';

function typeOf(schema: Schema): string {
  const core = resolve(coreOf(schema));
  const variants = core.anyOf ?? core.oneOf;
  if (variants !== undefined) {
    return [...new Set(variants.filter((variant) => !isNull(variant)).map(typeOf))].join(' or ');
  }
  if (core.items !== undefined) return `list of ${pluralOf(typeOf(core.items))}`;
  if (core.format !== undefined && core.type !== 'integer') return core.format;
  const types = [core.type ?? typeOfWords(core)].flat().filter((type) => type !== 'null');
  return types.length === 0 ? 'any' : types.join(' or ');
}

function typeOfWords({ enum: words, const: word, properties }: Schema): string[] {
  if (properties !== undefined) return ['object'];
  const values = words ?? (word === undefined ? [] : [word]);
  return [...new Set(values.map((value) => typeof value))];
}

const pluralOf = (type: string): string => (/^list|s$/.test(type) ? type : `${type}s`);

function wordsOf(schema: Schema): string[] {
  const { enum: words, const: word, items } = schema;
  if (items !== undefined) return wordsOf(resolve(items));
  return (words ?? (word === undefined ? [] : [word]))
    .filter((value) => value !== null)
    .map(String);
}

function limitsOf({ minimum, maximum, minLength, pattern }: Schema): string[] {
  const limits = [
    minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}` : '',
    minimum !== undefined && maximum === undefined ? `at least ${minimum}` : '',
    minimum === undefined && maximum !== undefined ? `at most ${maximum}` : '',
    minLength === 1 ? 'not empty' : '',
    pattern === undefined ? '' : `matches \`${pattern}\``,
  ];
  return limits.filter((limit) => limit !== '');
}
