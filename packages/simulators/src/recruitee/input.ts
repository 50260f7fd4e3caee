import type { Field, Fields, Input } from '../kit/fields.ts';
import type { FormPart } from '../kit/form-parts.ts';
import type { Call } from '../kit/route.ts';
import { VendorFailure } from '../kit/vendor-message.ts';

/** What is wrong with a request, by field, in the words of Rails: `{ name: ["can't be blank"] }`. */
export class Unprocessable extends VendorFailure {
  readonly fields: Readonly<Record<string, string[]>>;
  readonly messages: readonly string[];

  constructor(fields: Record<string, string[]>) {
    const messages = Object.entries(fields).flatMap(([name, problems]) =>
      problems.map((problem) => `${humanOf(name)} ${problem}`),
    );
    super('invalid_input', messages.join(', '), { status: 422 });
    this.fields = fields;
    this.messages = messages;
  }
}

export function unprocessable(name: string, problem: string): Unprocessable {
  return new Unprocessable({ [name]: [problem] });
}

export function missing(what: string): VendorFailure {
  return new VendorFailure('not_found', `${what} not found`, { status: 404 });
}

/** `stage_id` is `Stage id` in messages. */
function humanOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The known fields of an object, checked. Others are ignored silently, as the vendor ignores them:
 * `{candidate: {offer_id}}` assigns nobody.
 */
export function checkKnown(value: unknown, fields: Fields): Input {
  const given = objectOf(value);
  const problems: Record<string, string[]> = {};
  const known: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const problem = problemOf(given[name], field);
    if (problem !== null) problems[name] = [problem];
    else known[name] = given[name];
  }
  if (Object.keys(problems).length > 0) throw new Unprocessable(problems);
  return known;
}

function problemOf(value: unknown, { isRequired, complaint }: Field): string | null {
  const isBlank = value === undefined || value === null || value === '';
  if (isBlank) return isRequired === true ? "can't be blank" : null;
  return complaint(value) === null ? null : 'is invalid';
}

/** The object in a field; an empty one for everything else. */
export function objectOf(value: unknown): Input {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The body of a request, whether it comes as JSON or as a form. Files are parts of the form. */
export function bodyOf({ body, parts, fields }: Call): Input {
  const root: Nested = {};
  for (const part of parts ?? [])
    put(root, part.name, part.filename === null ? textOf(part) : part);
  for (const [name, text] of fields ?? []) put(root, name, text);
  return parts === null && fields === null ? objectOf(body) : root;
}

const textOf = ({ content }: FormPart): string => content.toString('utf8');

interface Nested {
  [name: string]: unknown;
}

/** `candidate[emails][]` is the next entry of a list in an object. */
function put(root: Nested, name: string, value: unknown): void {
  const keys = name.replaceAll(']', '').split('[');
  let target = root;
  for (const [index, key] of keys.entries()) {
    const isList = keys[index + 1] === '' && index + 2 === keys.length;
    if (isList) {
      target[key] = [...asList(target[key]), value];
      return;
    }
    if (index + 1 === keys.length) {
      target[key] = value;
      return;
    }
    target[key] ??= {};
    target = target[key] as Nested;
  }
}

/** The entries of a list or of Rails' numbered object; a single value counts as a list of one. */
function asList(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The entries of `[0][…]`, `[1][…]`, or of a list. */
export function numbered(value: unknown): Input[] {
  const entries = Array.isArray(value) ? value : Object.values(objectOf(value));
  return entries.map(objectOf);
}

export function isFile(value: unknown): value is FormPart {
  return typeof value === 'object' && value !== null && 'filename' in value && 'content' in value;
}

/** The texts of a list. */
export const textsOf = (value: unknown): string[] => asList(value).map(String);

/** An id, as a number or as text. */
export const id: Field = {
  complaint: (value) => (/^\d{1,16}$/.test(String(value)) ? null : 'must be an id'),
};
