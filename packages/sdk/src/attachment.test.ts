import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { attachment } from './index.ts';

describe('an attachment', () => {
  const bytes = randomBytes(200_000);
  const data = bytes.toString('base64');
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hirewire-sdk-'));
    await writeFile(join(folder, 'Lebenslauf Zoë.PDF'), bytes);
  });
  after(() => rm(folder, { recursive: true }));

  it('is read from a path, and named and typed by it', async () => {
    assert.deepEqual(await attachment({ path: join(folder, 'Lebenslauf Zoë.PDF') }), {
      name: 'Lebenslauf Zoë.PDF',
      content_type: 'application/pdf',
      data,
    });
    await assert.rejects(attachment({ path: join(folder, 'none.pdf') }), { code: 'ENOENT' });
  });

  it('is read from a file or blob, whose type loses its parameters', async () => {
    const file = new File([bytes], 'cv.txt', { type: 'text/plain; charset=utf-8' });
    const expected = { name: 'cv.txt', content_type: 'text/plain', data };
    assert.deepEqual(await attachment({ blob: file }), expected);
    const blob = new Blob([bytes]);
    assert.deepEqual(await attachment({ blob, name: 'cv.docx' }), {
      name: 'cv.docx',
      content_type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      data,
    });
    await assert.rejects(attachment({ blob }), { name: 'TypeError', message: /`name`/ });
  });

  it('is read from streams of Node and of the web', async () => {
    const expected = { name: 'cv', content_type: 'application/octet-stream', data };
    const parts = [bytes.subarray(0, 1000), bytes.subarray(1000)];
    assert.deepEqual(await attachment({ stream: Readable.from(parts), name: 'cv' }), expected);
    assert.deepEqual(
      await attachment({ stream: new Blob([bytes]).stream(), name: 'cv' }),
      expected,
    );
  });

  it('is left to the server to fetch from an address', async () => {
    assert.deepEqual(await attachment({ url: 'https://files.example/a/My%20CV.pdf?sig=1' }), {
      name: 'My CV.pdf',
      content_type: 'application/pdf',
      data_url: 'https://files.example/a/My%20CV.pdf?sig=1',
    });
    const named = { url: 'https://files.example/', name: 'cv', content_type: 'text/plain' };
    assert.deepEqual(await attachment(named), {
      name: 'cv',
      content_type: 'text/plain',
      data_url: 'https://files.example/',
    });
  });

  it('may be empty', async () => {
    assert.equal((await attachment({ blob: new Blob([]), name: 'empty.txt' })).data, '');
  });
});
