import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readReason } from './read-reason.ts';

const bodies: [body: unknown, codes: string[], message: string | null][] = [
  // A list of codes, of texts, of objects, of all of them.
  [{ errors: ['sync_token_expired'] }, ['sync_token_expired'], 'sync_token_expired'],
  [{ errors: ['The token is too old.'] }, [], 'The token is too old.'],
  [{ errors: [{ message: 'sync_token_expired' }] }, ['sync_token_expired'], 'sync_token_expired'],
  [
    { errors: [{ message: 'is too long', parameter: 'name', code: 'invalid' }] },
    ['invalid'],
    'name: is too long',
  ],
  [
    { errors: ['busy', { code: 'sync_token_expired' }, { message: 'Read it all.' }] },
    ['busy', 'sync_token_expired'],
    'busy; Read it all.',
  ],
  // Ashby, with what is nested in it.
  [
    { success: false, errors: ['a_b'], errorInfo: { code: 'a_b', message: 'It failed.' } },
    ['a_b'],
    'It failed.; a_b',
  ],
  [{ error: { errors: [{ error: { code: 7, message: 'Deep.' } }] } }, ['7'], 'Deep.'],
  // Texts.
  [
    { error: 'invalid_grant', error_description: 'Gone.' },
    ['invalid_grant'],
    'Gone.; invalid_grant',
  ],
  [{ error: 'Not allowed here' }, [], 'Not allowed here'],
  [{ message: 'No such job' }, [], 'No such job'],
  ['Upstream timed out', [], 'Upstream timed out'],
  // Messages by field.
  [
    { errors: { name: ['is too long'], base: 'Closed job' } },
    [],
    'name: is too long; base: Closed job',
  ],
  // JSON:API, RFC 9457.
  [
    { errors: [{ code: '123', title: 'Bad one', source: { pointer: '/data/name' } }] },
    ['123'],
    '/data/name: Bad one',
  ],
  [
    { type: 'about:blank', title: 'Out of credit', detail: 'It is 30.' },
    [],
    'It is 30.; Out of credit',
  ],
  // XML of a file storage, pages.
  [
    '<?xml version="1.0"?><Error><Code>EntityTooLarge</Code><Message>Too big.</Message></Error>',
    ['EntityTooLarge'],
    'Too big.',
  ],
  ['<html><style>b {}</style><h1>502</h1><p>Bad gateway</p></html>', [], '502 Bad gateway'],
];

for (const [body, codes, message] of bodies) {
  test(`the reason in ${JSON.stringify(body)} is found`, () => {
    const reason = readReason(body);
    assert.deepEqual([reason?.codes, reason?.message], [codes, message]);
    assert.equal(reason?.code, codes[0] ?? null);
  });
}

for (const body of [
  null,
  '',
  '  ',
  '<html></html>',
  7,
  [],
  {},
  { errors: [] },
  { errors: [{}, null, ''] },
]) {
  test(`${JSON.stringify(body)} says nothing`, () => assert.equal(readReason(body), null));
}

test('what is no part of an error is left out', () => {
  assert.equal(readReason({ debug: 'Traceback: secret.py', data: { code: 'x' } }), null);
});

test('whatever a vendor sends is read, however deep and however much', () => {
  let nested: unknown = 'deep';
  for (let depth = 0; depth < 5000; depth += 1) nested = { errors: [nested] };
  assert.equal(readReason(nested), null);
  const many = {
    errors: Array.from({ length: 10_000 }, (_, index) => ({ message: `m ${index}` })),
  };
  assert.ok((readReason(many)?.message ?? '').length < 200);
  fc.assert(fc.property(fc.anything(), (body) => void readReason(body)));
});

test('a code is found wherever an error can be', () => {
  const wrap = fc.constantFrom<(inner: unknown) => unknown>(
    (inner) => ({ errors: [inner] }),
    (inner) => ({ error: inner }),
    (inner) => [inner],
    (inner) => ({ success: false, errors: ['other', inner] }),
    (inner) => ({ message: 'It failed.', details: inner }),
  );
  const leaf = fc.constantFrom<unknown>(
    'token_expired',
    { code: 'token_expired' },
    { message: 'token_expired' },
  );
  fc.assert(
    fc.property(leaf, fc.array(wrap, { maxLength: 2 }), (inner, wraps) => {
      const body = wraps.reduce((value, use) => use(value), { errors: [inner] } as unknown);
      assert.ok(readReason(body)?.codes.includes('token_expired'), JSON.stringify(body));
    }),
  );
});
