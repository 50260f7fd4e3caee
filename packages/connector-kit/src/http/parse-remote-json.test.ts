import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseRemoteJson } from './parse-remote-json.ts';

test('an id that is larger than the numbers of JavaScript is the text of all its digits', () => {
  for (const id of ['9007199254740993', '12345678901234567890', '-9007199254740993']) {
    for (const space of ['', ' ', '\n  ']) {
      assert.deepEqual(parseRemoteJson(`{"id":${space}${id}}`), { id });
      assert.deepEqual(parseRemoteJson(`[1,${space}${id}]`), [1, id]);
      assert.deepEqual(parseRemoteJson(`[${space}{"ids":[${id}]},2]`), [{ ids: [id] }, 2]);
    }
  }
});

test('everything else is what JSON.parse makes of it', () => {
  const numbers = ['9007199254740991', '1234567890.123456789', '1e400', '1e20', '0.5', '-0'];
  for (const number of numbers) {
    const text = `{"a":${number},"id":"9007199254740993","b":[", 9007199254740993"]}`;
    assert.deepEqual(parseRemoteJson(text), JSON.parse(text));
  }
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      const isExact = !/\d{16}/.test(text);
      fc.pre(isExact);
      assert.deepEqual(parseRemoteJson(text), JSON.parse(text));
    }),
  );
  assert.throws(() => parseRemoteJson('{"id":12345678901234567890'), SyntaxError);
});
