// https://tc39.es/proposal-json-parse-with-source/, which TypeScript's libraries do not have yet.
declare global {
  interface JSON {
    rawJSON(text: string): object;
    isRawJSON(value: unknown): boolean;
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown;
  }
}

/** Of numbers that JavaScript may not have as they are written: many digits, or an exponent. */
const maybeInexact = /[\d.]{16}|\d[eE]/;

/**
 * JSON in which each number that JavaScript would write in another way (beyond 2^53, `1e400`,
 * `1.10`) stays as it is written: as an object that `JSON.stringify` writes as that text. For what is
 * handed on and not looked at.
 *
 * @example
 * JSON.stringify(parseExactly('[12345678901234567890]')); // '[12345678901234567890]'
 */
export function parseExactly(text: string): unknown {
  if (!maybeInexact.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source
      ? JSON.rawJSON(source)
      : value,
  );
}

/** Whether a value is a number of `parseExactly` that is kept as its text. */
export function isExactNumber(value: unknown): boolean {
  return JSON.isRawJSON(value);
}
