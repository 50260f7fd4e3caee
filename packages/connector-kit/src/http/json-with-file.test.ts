import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonWithFile } from './json-with-file.ts';

test('any file in any pieces arrives in the JSON byte for byte, with the length that was said', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, (chunks) => {
      const content = Buffer.concat(chunks);
      const file = { size: content.length, chunks: () => chunks };
      const body = jsonWithFile((data) => ({ name: 'Ä „x“', list: [{ data }] }), file);
      for (let time = 0; time < 2; time += 1) {
        const sent = Buffer.concat([...body.chunks()]);
        assert.equal(sent.length, body.size);
        const { list } = JSON.parse(sent.toString()) as { list: [{ data: string }] };
        assert.deepEqual(Buffer.from(list[0].data, 'base64'), content);
      }
    }),
  );
});
