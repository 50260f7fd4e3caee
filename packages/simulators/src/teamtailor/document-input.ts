import type { Field } from '../kit/fields.ts';
import type { Call } from '../kit/route.ts';
import { InvalidField, refusal, requireJsonApi } from './access.ts';
import { resourceOf } from './json-api.ts';
import type { Scene } from './resource.ts';

/** What can be written of a resource. */
export interface InputForm {
  type: string;
  attributes: Readonly<Record<string, Field>>;
  /** By name: the types that it may lead to. */
  relations: Readonly<Record<string, readonly string[]>>;
  /** Attributes and relations without which nothing is made. */
  required: readonly string[];
}

/** A document that has been checked. What it does not name is undefined. */
export class DocumentInput {
  readonly #attributes: Readonly<Record<string, unknown>>;
  readonly #relations: ReadonlyMap<string, readonly string[]>;

  constructor(
    attributes: Readonly<Record<string, unknown>>,
    relations: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#attributes = attributes;
    this.#relations = relations;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#attributes, name) || this.#relations.has(name);
  }

  valueOf(name: string): unknown {
    return this.#attributes[name];
  }

  /** Null where the text is null or empty. */
  textOf(name: string): string | null | undefined {
    const value = this.#attributes[name];
    return value === undefined
      ? undefined
      : typeof value === 'string' && value !== ''
        ? value
        : null;
  }

  isTrue(name: string): boolean {
    return this.#attributes[name] === true;
  }

  idsOf(name: string): readonly string[] | undefined {
    return this.#relations.get(name);
  }

  /** Null where the relation is taken away. */
  idOf(name: string): string | null | undefined {
    const ids = this.#relations.get(name);
    return ids === undefined ? undefined : (ids[0] ?? null);
  }

  /** The id of a relation that the form requires. */
  requiredId(name: string): string {
    const id = this.idOf(name);
    if (typeof id !== 'string') throw new InvalidField('relationships', name, 'must exist');
    return id;
  }
}

type Document = Readonly<Record<string, unknown>>;

/** Checks the document of a request, or throws the vendor's refusal. */
export function readDocument(scene: Scene, call: Call, form: InputForm): DocumentInput {
  requireJsonApi(call);
  const { data } = asObject(call.body);
  if (data === undefined) throw refusal('106', 'The required parameter, data, is missing.');
  const { type, id, attributes = {}, relationships = {}, ...others } = asObject(data);
  refuseOthers(others, {});
  if (type !== form.type) throw refusal('116', `The resource type is not ${form.type}.`);
  const asked = call.params['id'];
  if (id !== undefined && asked !== undefined && idIn(id) !== asked) {
    throw refusal('110', `The resource id ${idIn(id)} does not match the URL.`);
  }
  const given = readAttributes(form, attributes);
  const related = asObject(relationships);
  refuseOthers(related, form.relations);
  const relations = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(related)) {
    relations.set(name, readRelation(scene, name, form.relations[name] ?? [], asObject(value)));
  }
  if (asked === undefined) requireAll(form, given, relations);
  return new DocumentInput(given, relations);
}

function readAttributes({ attributes }: InputForm, value: unknown): Document {
  const given = asObject(value);
  refuseOthers(given, attributes);
  for (const [name, field] of Object.entries(attributes)) {
    const problem = given[name] === undefined ? null : field.complaint(given[name]);
    if (problem !== null) throw new InvalidField('attributes', name, problem);
  }
  return given;
}

function idIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Number.isSafeInteger(value)) return String(Number(value));
  throw refusal('400', 'An id is neither a text nor a whole number.');
}

function requireAll(
  { required, attributes }: InputForm,
  given: Document,
  relations: ReadonlyMap<string, readonly string[]>,
): void {
  for (const name of required) {
    if (Object.hasOwn(attributes, name)) {
      const isMissing = given[name] === undefined || given[name] === null;
      if (isMissing) throw new InvalidField('attributes', name, "can't be blank");
    } else if (relations.get(name)?.[0] === undefined) {
      throw new InvalidField('relationships', name, 'must exist');
    }
  }
}

/** Samples of the vendor leave out types, and write ids as numbers. */
function readRelation(
  scene: Scene,
  name: string,
  types: readonly string[],
  { data }: Document,
): string[] {
  if (data === undefined) throw refusal('106', `${name} has no data.`);
  return [data].flat().flatMap((one) => {
    if (one === null) return [];
    const { id, type = types[0] } = asObject(one);
    if (typeof type !== 'string' || !types.includes(type)) {
      throw refusal('116', `${String(type)} is not a valid type of ${name}.`);
    }
    const found = resourceOf(scene, type).find(scene.account, idIn(id));
    if (found === null) throw new InvalidField('relationships', name, 'must exist');
    return [found.id];
  });
}

function refuseOthers(given: Document, known: object): void {
  const other = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (other !== undefined) throw refusal('105', `${other} is not allowed.`);
}

function asObject(value: unknown): Document {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal('400', 'The document is not an object where it must be one.');
  }
  return { ...value };
}
