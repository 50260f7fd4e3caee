import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExactly } from './parse-exactly.ts';
import { redact } from './redact.ts';

test('a number stays as it is written, wherever it is', () => {
  for (const number of [
    '9007199254740993',
    '12345678901234567890',
    '-12345678901234567890',
    '1e400',
    '-1E+400',
    '0.1234567890123456789',
    '1e-400',
    '1.50000000000000000',
    '100000000000000000000.5',
  ]) {
    for (const text of [number, `[${number}]`, `{"id":${number},"name":"Zoë"}`]) {
      assert.equal(JSON.stringify(parseExactly(text)), text);
      assert.equal(JSON.stringify(redact(parseExactly(text), [])), text);
    }
  }
});

test('everything else is what JSON.parse makes of it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      assert.equal(JSON.stringify(parseExactly(text)), JSON.stringify(JSON.parse(text)));
    }),
  );
  assert.deepEqual(parseExactly('{"id":"12345678901234567890","n":1.5,"at":1e3}'), {
    id: '12345678901234567890',
    n: 1.5,
    at: JSON.rawJSON('1e3'),
  });
  assert.throws(() => parseExactly('{"id":12345678901234567890'), SyntaxError);
});
