import { invalidInput } from './envelope.ts';

/** Says what is wrong with a value, or null. */
export interface Field {
  isRequired?: true;
  complaint: (value: unknown) => string | null;
}

/** The request fields of one method, by name. */
export type Fields = Record<string, Field>;

/** A request body whose fields have been checked against the method's table. */
export type Input = Readonly<Record<string, unknown>>;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const text = field('a string', (value) => typeof value === 'string');
export const flag = field('a boolean', (value) => typeof value === 'boolean');
export const uuid = field(
  'a UUID',
  (value) => typeof value === 'string' && uuidPattern.test(value),
);
/** A moment in epoch milliseconds, the form of every date filter. */
export const epochMs = field('an integer', (value) => Number.isSafeInteger(value));
/** Pages hold at most 100 records. */
export const pageLimit = field(
  'an integer from 1 to 100',
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100,
);

export function oneOf(...options: string[]): Field {
  return field(`one of ${options.join(', ')}`, (value) => options.includes(value as string));
}

/** A list of allowed words; `isEmptyAllowed` is false where the document asks for one at least. */
export function listOf(options: string[], isEmptyAllowed = true): Field {
  const isValid = (value: unknown): boolean =>
    Array.isArray(value) &&
    (isEmptyAllowed || value.length > 0) &&
    value.every((item) => options.includes(item as string));
  return field(`a list of ${options.join(', ')}`, isValid);
}

export function required(optional: Field): Field {
  return { ...optional, isRequired: true };
}

/**
 * Checks a body against the method's fields, or throws `invalid_input`.
 *
 * Unknown fields are refused although the document does not say that Ashby does: a mistyped filter
 * that is silently ignored is exactly the mistake that a simulator should reveal.
 */
export function checkInput(body: unknown, fields: Fields): Input {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidInput('Request payload is malformed');
  }
  const input = body as Input;
  for (const name of Object.keys(input)) {
    if (!Object.hasOwn(fields, name)) throw invalidInput(`${name} is not a parameter`);
  }
  for (const [name, { isRequired, complaint }] of Object.entries(fields)) {
    const value = input[name];
    if (value === undefined) {
      if (isRequired === true) throw invalidInput(`${name} is required`);
      continue;
    }
    const problem = complaint(value);
    if (problem !== null) throw invalidInput(`${name} ${problem}`);
  }
  return input;
}

/** The text in a field; empty when the field is absent. */
export function textOf(input: Input, name: string): string {
  const value = input[name];
  return typeof value === 'string' ? value : '';
}

function field(expected: string, isValid: (value: unknown) => boolean): Field {
  return { complaint: (value) => (isValid(value) ? null : `must be ${expected}`) };
}
