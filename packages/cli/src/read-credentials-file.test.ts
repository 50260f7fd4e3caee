import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { UsageError } from './errors.ts';
import type { Call } from './io.ts';
import { readCredentialsFile } from './read-credentials-file.ts';

const credentials = { api_key: 'schlüssel-🔑' };
const json = JSON.stringify(credentials);

const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16le(text).swap16();

const read = (content: Buffer): Promise<unknown> => {
  const call: Pick<Call, 'stdin'> = { stdin: Readable.from([content]) };
  return readCredentialsFile(call as Call, '-');
};

for (const [name, content] of Object.entries({
  'UTF-8': Buffer.from(json),
  'UTF-8 with a byte-order mark': Buffer.from(`\uFEFF${json}`),
  'UTF-16 with a byte-order mark': utf16le(`\uFEFF${json}`),
  'big-endian UTF-16 with a byte-order mark': utf16be(`\uFEFF${json}`),
  'UTF-16 without a mark': utf16le(json),
  'big-endian UTF-16 without a mark': utf16be(json),
})) {
  test(`credentials are read from ${name}`, async () => {
    assert.deepEqual(await read(content), credentials);
  });
}

test('what is no JSON is refused without repeating it', async () => {
  for (const content of ['', 'sesame-open-up', '\uFEFF', '{"api_key":']) {
    for (const bytes of [Buffer.from(content), utf16le(content)]) {
      await assert.rejects(read(bytes), (error: Error) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, /^Standard input is not valid JSON\. Expected something like/);
        return !error.message.includes('sesame');
      });
    }
  }
});
