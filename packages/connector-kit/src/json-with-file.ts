import { randomUUID } from 'node:crypto';
import type { StreamedBody } from './request-parts.ts';
import type { OutgoingFile } from './files.ts';
import { toBase64 } from './to-base64.ts';

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
  const place = randomUUID();
  const [head = '', tail = ''] = JSON.stringify(build(place)).split(place);
  const content = toBase64(file);
  return {
    contentType: 'application/json',
    size: Buffer.byteLength(head) + content.size + Buffer.byteLength(tail),
    *chunks() {
      yield Buffer.from(head);
      yield* content.chunks();
      yield Buffer.from(tail);
    },
  };
}
