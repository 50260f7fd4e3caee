import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBody } from './request-body.ts';

const file = {
  name: 'cv "1".pdf',
  contentType: 'application/pdf',
  size: 7,
  chunks: () => [Buffer.from('a c'), Buffer.from('v'), Buffer.from('\u00e4.')],
};

function encode(form: Parameters<typeof encodeBody>[0]['form']) {
  const encoded = encodeBody({ form });
  const { contentType, shown } = encoded;
  const body = encoded.open();
  assert.ok(typeof body === 'object' && body !== null && 'stream' in body);
  const sent = Buffer.concat([...(body.stream as Iterable<Uint8Array>)]);
  assert.equal(sent.length, body.size, 'the length that was said');
  const headers = { 'content-type': contentType ?? '' };
  return { parts: () => new Response(sent, { headers }).formData(), shown };
}

test('a form has texts and files', async () => {
  const { parts, shown } = encode([
    { name: 'name', value: 'Zo\u00eb' },
    { name: 'cv', value: file },
  ]);
  const sent = await parts();
  assert.equal(sent.get('name'), 'Zo\u00eb');
  const cv = sent.get('cv');
  assert.ok(cv instanceof File);
  assert.deepEqual(
    [cv.name, cv.type, await cv.text()],
    [file.name, file.contentType, 'a cv\u00e4.'],
  );
  assert.deepEqual(shown, { name: 'Zo\u00eb', cv: '[file cv "1".pdf, 7 bytes]' });
});

test('all values of a name are shown', async () => {
  const { parts, shown } = encode([
    { name: 'colour[]', value: 'red' },
    { name: 'name', value: 'Ada' },
    { name: 'colour[]', value: 'blue' },
  ]);
  assert.deepEqual((await parts()).getAll('colour[]'), ['red', 'blue']);
  assert.deepEqual(shown, { 'colour[]': ['red', 'blue'], name: 'Ada' });
});
