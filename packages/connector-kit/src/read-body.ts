/** Thrown when an answer is longer than the client is ready to hold in memory. */
export class AnswerTooLargeError extends Error {}

/**
 * Reads the body of an answer as text (UTF-8), and stops when it turns out too long.
 * @throws AnswerTooLargeError, and whatever the connection fails with
 */
export async function readBody(response: Response, maxBytes: number): Promise<string> {
  return new TextDecoder().decode(await readBytes(response, maxBytes));
}

/** As `readBody`, for the bytes. */
export async function readBytes(response: Response, maxBytes: number): Promise<Buffer> {
  return Buffer.concat(await readChunks(response, maxBytes));
}

/** As `readBody`, for the bytes as they came: a copy of a large file would cost as much again. */
export async function readChunks(
  { body }: Pick<Response, 'body'>,
  maxBytes: number,
): Promise<Uint8Array[]> {
  if (body === null) return [];
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > maxBytes) {
      throw new AnswerTooLargeError(`the answer is longer than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return chunks;
}
