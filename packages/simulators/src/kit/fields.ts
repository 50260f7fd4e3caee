import { VendorFailure } from './vendor-message.ts';

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
export const filledText = field(
  'a string that is not empty',
  (value) => typeof value === 'string' && value.trim() !== '',
);
/** A moment as ISO 8601 text, the form of every date that is written. */
export const isoMoment = field(
  'an ISO 8601 date and time',
  (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) &&
    !Number.isNaN(Date.parse(value)),
);
export const day = field(
  'a date in the format YYYY-MM-DD',
  (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    // February 30th is a moment in March for some parsers.
    new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true,
);
export const emailAddress = field(
  'an e-mail address',
  (value) => typeof value === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
);
export const webAddress = field(
  'a URL',
  (value) => typeof value === 'string' && /^https?:/i.test(value) && URL.canParse(value),
);
export const number = field('a number', (value) => Number.isFinite(value));
export const anything = field('anything', () => true);
/** Pages hold at most 100 records. */
export const pageLimit = integer(1, 100);

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

export function integer(low: number, high = Number.MAX_SAFE_INTEGER): Field {
  const range = high === Number.MAX_SAFE_INTEGER ? `${low}` : `${low} to ${high}`;
  return field(
    `an integer from ${range}`,
    (value) => Number.isSafeInteger(value) && Number(value) >= low && Number(value) <= high,
  );
}

/** A list of values that each keep to one field. */
export function every(item: Field): Field {
  return {
    complaint: (value) => {
      if (!Array.isArray(value)) return 'must be a list';
      const problem = value.map((one) => item.complaint(one)).find((one) => one !== null);
      return problem === undefined ? null : `has a wrong entry: it ${problem}`;
    },
  };
}

/** An object with these fields and no others. */
export function shape(fields: Fields): Field {
  return {
    complaint: (value) => {
      if (!isObject(value)) return 'must be an object';
      const problem = complaintAbout(value, fields);
      return problem === null ? null : `has a wrong part: ${problem}`;
    },
  };
}

/** What either of two fields accepts. */
export function either(first: Field, second: Field): Field {
  return {
    complaint: (value) =>
      first.complaint(value) === null || second.complaint(value) === null
        ? null
        : [first.complaint(value), second.complaint(value)].join(', or '),
  };
}

export function nullable(whole: Field): Field {
  return { ...whole, complaint: (value) => (value === null ? null : whole.complaint(value)) };
}

export function required(optional: Field): Field {
  return { ...optional, isRequired: true };
}

/**
 * Checks a body against the method's fields, or throws `invalid_input`.
 *
 * Unknown fields are refused, whether or not the vendor documents that it does: a mistyped filter
 * that is silently ignored is exactly the mistake that a simulator should reveal.
 */
export function checkInput(body: unknown, fields: Fields): Input {
  if (!isObject(body)) throw new VendorFailure('invalid_input', 'Request payload is malformed');
  const problem = complaintAbout(body, fields);
  if (problem !== null) throw new VendorFailure('invalid_input', problem);
  return body;
}

/** The text in a field; empty when the field is absent or null. */
export function textOf(input: Input, name: string): string {
  const value = input[name];
  return typeof value === 'string' ? value : '';
}

/** The text in a field; undefined when the field is absent or null. */
export function givenText(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function complaintAbout(value: Input, fields: Fields): string | null {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name)) return `${name} is not a parameter`;
  }
  for (const [name, { isRequired, complaint }] of Object.entries(fields)) {
    const part = value[name];
    if (part === undefined) {
      if (isRequired === true) return `${name} is required`;
      continue;
    }
    const problem = complaint(part);
    if (problem !== null) return `${name} ${problem}`;
  }
  return null;
}

function field(expected: string, isValid: (value: unknown) => boolean): Field {
  return { complaint: (value) => (isValid(value) ? null : `must be ${expected}`) };
}
