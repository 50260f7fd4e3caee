import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toCountryCode } from './to-country-code.ts';

const cases: readonly [string | null | undefined, string | null][] = [
  ['DE', 'DE'],
  ['de', 'DE'],
  ['Germany', 'DE'],
  ['Deutschland', 'DE'],
  ['Allemagne', 'DE'],
  ['UK', 'GB'],
  ['United Kingdom', 'GB'],
  ['U.S.A.', 'US'],
  ['United States of America', 'US'],
  ['USA', 'US'],
  ['The Netherlands', 'NL'],
  ["Côte d'Ivoire", 'CI'],
  ['cote d’ivoire', 'CI'],
  ['Türkiye', 'TR'],
  ['South Korea', 'KR'],
  ['Österreich', 'AT'],
  ['EU', null],
  ['European Union', null],
  ['SU', null],
  ['ZZ', null],
  ['Atlantis', null],
  ['Berlin', null],
  ['', null],
  [null, null],
  [undefined, null],
];

for (const [name, code] of cases) {
  test(`resolves ${JSON.stringify(name) ?? 'undefined'} to ${code ?? 'no country'}`, () => {
    assert.equal(toCountryCode(name), code);
  });
}

test('answers a code that it knows itself, whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ minLength: 2, maxLength: 2 })), (text) => {
      const code = toCountryCode(text);
      if (code === null) return;
      assert.match(code, /^[A-Z]{2}$/);
      assert.equal(toCountryCode(code), code);
    }),
  );
});
