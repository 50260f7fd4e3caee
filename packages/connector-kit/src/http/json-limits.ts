/** What a JSON text may hold. Bounded before it is parsed, since parsing is what it would cost. */
export interface JsonLimits {
  /** Objects, lists, and what stands in them. */
  values: number;
  /** Levels of objects and lists within each other. */
  depth: number;
}

/** The text holds more than `JsonLimits` allow. The message says what, to follow "it". */
export class JsonLimitError extends Error {
  override readonly name = 'JsonLimitError';
}

/** Looks at a text as it arrives. */
export interface JsonGauge {
  /** @throws JsonLimitError as soon as the text so far is beyond the limits */
  add(chunk: Uint8Array): void;
}

const quote = 0x22;
const backslash = 0x5c;

/** What may come before the first value: a byte-order mark, space, tab, line feed, carriage return. */
const leading: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d]);

/** What a byte outside of a text means: each opens or closes a level, counts as a value, or neither. */
const levelOf = new Int8Array(256);
const valueOf = new Int8Array(256);
for (const sign of '[{') levelOf[sign.charCodeAt(0)] = 1;
for (const sign of ']}') levelOf[sign.charCodeAt(0)] = -1;
for (const sign of '[{,') valueOf[sign.charCodeAt(0)] = 1;

/**
 * Counts the values of a JSON text and its depth without parsing it. A text that does not begin as an
 * object or a list is one value, or no JSON: it passes. UTF-8 needs no decoding, as no byte of a longer
 * character looks like one of these signs.
 */
export function createJsonGauge(limits: JsonLimits): JsonGauge {
  let isContainer: boolean | null = null;
  let isInText = false;
  let isEscaped = false;
  let depth = 0;
  let values = 0;

  /** Where the first value begins. */
  function findStart(chunk: Uint8Array): number {
    const start = chunk.findIndex((byte) => !leading.has(byte));
    if (start >= 0) isContainer = levelOf[chunk[start] ?? 0] === 1;
    return start;
  }

  /** Past the end of the text that goes on at `from`. */
  function skipText(chunk: Uint8Array, from: number): number {
    let at = from;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (isEscaped) isEscaped = false;
      else if (byte === backslash) isEscaped = true;
      else if (byte === quote) {
        isInText = false;
        return at + 1;
      }
    }
    return at;
  }

  function check(): void {
    if (depth > limits.depth) {
      throw new JsonLimitError(`is nested deeper than ${limits.depth} levels`);
    }
    if (values > limits.values) throw new JsonLimitError(`has more than ${limits.values} values`);
  }

  return {
    add(chunk) {
      let at = isContainer === null ? findStart(chunk) : 0;
      if (isContainer !== true) return;
      while (at < chunk.length) {
        if (isInText) {
          at = skipText(chunk, at);
          continue;
        }
        const byte = chunk[at] ?? 0;
        at += 1;
        isInText = byte === quote;
        depth += levelOf[byte] ?? 0;
        if (valueOf[byte] === 1) {
          values += 1;
          check();
        }
      }
    },
  };
}

/** Whether a whole JSON text keeps to the limits. */
export function isWithin(text: Uint8Array | string, limits: JsonLimits): boolean {
  try {
    createJsonGauge(limits).add(typeof text === 'string' ? Buffer.from(text) : text);
    return true;
  } catch (error) {
    if (error instanceof JsonLimitError) return false;
    throw error;
  }
}
