import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { alpha3Codes } from './country-names.ts';
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
  ['Korea', 'KR'],
  ['Korea (North)', 'KP'],
  ['Korea, Republic of', 'KR'],
  ['Taiwan, Province of China', 'TW'],
  ['Tanzania, United Republic of', 'TZ'],
  ["Korea (Democratic People's Republic of)", 'KP'],
  ['Congo (Kinshasa)', 'CD'],
  ['Congo, Democratic Republic of the', 'CD'],
  ['Iran (Islamic Republic of)', 'IR'],
  ['Kingdom of Spain', 'ES'],
  ['Republic of Korea', 'KR'],
  ['Antigua and Barbuda', 'AG'],
  ['Saint Kitts and Nevis', 'KN'],
  ['ROU', 'RO'],
  ['276', 'DE'],
  ['150', null],
  ['999', null],
  ['State of Georgia', null],
  ['lux', 'LU'],
  ['XKX', 'XK'],
  ['US-CA', 'US'],
  ['GB-ENG', 'GB'],
  ['FR-75', 'FR'],
  ['ZZ-CA', null],
  ['United States (Remote)', 'US'],
  ['Remote - Germany', 'DE'],
  ['Remote, UK', 'GB'],
  ['Germany / Remote', 'DE'],
  ['Remote Germany', 'DE'],
  ['Germany (DE)', 'DE'],
  ['Germany (hybrid)', 'DE'],
  ['Georgia (US)', null],
  ['Germany, France', null],
  ['Berlin, Germany', null],
  ['Remote', null],
  ['(Remote)', null],
  ['AAA', null],
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

test('knows every country by both its codes, and by the English name of Unicode', () => {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const pairs = alpha3Codes.trim().split(/\s+/);
  assert.equal(pairs.length, 250);
  for (const pair of pairs) {
    const [alpha3 = '', code = ''] = pair.split(':');
    const name = names.of(code)?.replace('&', 'and');
    assert.deepEqual([alpha3, code, name].map(toCountryCode), [code, code, code]);
  }
});

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
