import { bodyTurns } from './body-turns.ts';
import { createJsonGauge, JsonLimitError } from './json-limits.ts';
import type { JsonLimits } from './json-limits.ts';

/** An answer holds more than the client is ready to hold. The message says what, to follow "it". */
export class AnswerTooLargeError extends Error {}

/** What an answer may hold, unpacked. */
export interface AnswerLimits extends JsonLimits {
  bytes: number;
}

/**
 * Of one answer of a vendor: several times what the largest pages of our connectors hold. What is
 * within is parsed in some ten milliseconds; deeper values than the engine keeps cost only their field.
 */
export const defaultAnswerLimits: AnswerLimits = {
  bytes: 32 * 1024 * 1024,
  values: 500_000,
  depth: 500,
};

/**
 * Reads the body of an answer as text (UTF-8), and stops when it turns out to hold too much.
 * @throws AnswerTooLargeError, and whatever the connection fails with
 */
export async function readBody(response: Response, limits: AnswerLimits): Promise<string> {
  return new TextDecoder().decode(await readAnswer(response, limits));
}

/** As `readBody`, for the bytes. */
export async function readAnswer(response: Response, limits: AnswerLimits): Promise<Buffer> {
  const gauge = createJsonGauge(limits);
  const chunks = await readChunks(response, limits.bytes, (chunk) => gauge.add(chunk));
  return Buffer.concat(chunks);
}

/** The bytes of a file, whatever they hold. */
export async function readBytes(response: Response, maxBytes: number): Promise<Buffer> {
  return Buffer.concat(await readChunks(response, maxBytes));
}

/** As `readBytes`, as they came: a copy of a large file would cost as much again. */
export async function readChunks(
  { body, url }: Pick<Response, 'body' | 'url'>,
  maxBytes: number,
  look: (chunk: Uint8Array) => void = () => undefined,
): Promise<Uint8Array[]> {
  if (body === null) return [];
  const chunks: Uint8Array[] = [];
  let length = 0;
  const turn = bodyTurns.begin(URL.canParse(url) ? new URL(url).host : '');
  try {
    // Leaving the loop cancels the rest.
    for await (const chunk of body) {
      length += chunk.byteLength;
      if (length > maxBytes) throw new AnswerTooLargeError(`is longer than ${maxBytes} bytes`);
      lookAt(chunk, look);
      await turn.take(chunk.byteLength);
      chunks.push(chunk);
    }
  } finally {
    turn.end();
  }
  return chunks;
}

function lookAt(chunk: Uint8Array, look: (chunk: Uint8Array) => void): void {
  try {
    look(chunk);
  } catch (error) {
    if (!(error instanceof JsonLimitError)) throw error;
    throw new AnswerTooLargeError(error.message, { cause: error });
  }
}
