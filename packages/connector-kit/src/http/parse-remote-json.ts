import './parse-exactly.ts';

/** A number of 16 digits or more, or a text that looks like one: most answers have none. */
const maybeTooLarge = /(?:^|[[:,])\s*-?\d{16}/;

/**
 * JSON of a vendor in which an integer that JavaScript cannot hold (beyond 2^53) is the text of its
 * digits: rounded, the ids of two records could become the same.
 *
 * @example
 * parseRemoteJson('{"id":9007199254740993}'); // { id: '9007199254740993' }
 */
export function parseRemoteJson(text: string): unknown {
  if (!maybeTooLarge.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value, { source }) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '')
      ? source
      : value,
  );
}
