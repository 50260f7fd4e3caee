/** Thrown when an answer is longer than the client is ready to hold in memory. */
export class AnswerTooLargeError extends Error {}

/**
 * Reads the body of an answer as text (UTF-8), and stops when it turns out too long.
 * @throws AnswerTooLargeError, and whatever the connection fails with
 */
export async function readBody(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > maxBytes) {
      throw new AnswerTooLargeError(`the answer is longer than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks, length));
}
