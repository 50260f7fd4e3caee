import type { OutgoingFile } from './files.ts';

/** A file's content in base64, made while it is sent: a large file is in memory once. */
export function toBase64({
  size,
  chunks,
}: Pick<OutgoingFile, 'size' | 'chunks'>): Pick<OutgoingFile, 'size' | 'chunks'> {
  return { size: 4 * Math.ceil(size / 3), chunks: () => encode(chunks()) };
}

/** Pieces of three bytes become four characters each; what is left over waits for the next piece. */
function* encode(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  let rest = Buffer.alloc(0);
  for (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const end = bytes.length - (bytes.length % 3);
    rest = bytes.subarray(end);
    yield Buffer.from(bytes.toString('base64', 0, end));
  }
  yield Buffer.from(rest.toString('base64'));
}
