import { randomUUID } from 'node:crypto';
import type { StreamedBody } from './request-parts.ts';
import type { OutgoingFile } from './files.ts';

/**
 * A JSON body that holds a file in base64, for vendors that take files that way: made while it is
 * sent, so that a large file is in memory once. `build` puts the content where it belongs:
 *
 * @example jsonWithFile((content) => ({ name: file.name, content }), file)
 */
export function jsonWithFile(
  build: (content: string) => unknown,
  file: Pick<OutgoingFile, 'size' | 'chunks'>,
): StreamedBody {
  const marker = randomUUID();
  const [head = '', tail = ''] = JSON.stringify(build(marker)).split(marker);
  const encodedLength = 4 * Math.ceil(file.size / 3);
  return {
    contentType: 'application/json',
    size: Buffer.byteLength(head) + encodedLength + Buffer.byteLength(tail),
    *chunks() {
      yield Buffer.from(head);
      yield* encodeBase64(file.chunks());
      yield Buffer.from(tail);
    },
  };
}

/** Pieces of three bytes become four characters each; what is left over waits for the next piece. */
function* encodeBase64(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  let rest = Buffer.alloc(0);
  for (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const end = bytes.length - (bytes.length % 3);
    rest = bytes.subarray(end);
    yield Buffer.from(bytes.toString('base64', 0, end));
  }
  yield Buffer.from(rest.toString('base64'));
}
