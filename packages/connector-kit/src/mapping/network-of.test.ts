import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { networkOf } from './network-of.ts';

const cases: readonly [string, string | null][] = [
  ['https://linkedin.com/in/ada', 'LINKEDIN'],
  ['https://www.linkedin.com/in/ada', 'LINKEDIN'],
  ['https://de.linkedin.com/in/ada', 'LINKEDIN'],
  ['http://UK.LinkedIn.com./in/ada', 'LINKEDIN'],
  ['https://lnkd.in/abc', 'LINKEDIN'],
  ['https://gist.github.com/ada', 'GITHUB'],
  ['https://m.facebook.com/ada', 'FACEBOOK'],
  ['https://de-de.facebook.com/ada', 'FACEBOOK'],
  ['https://mobile.twitter.com/ada', 'TWITTER'],
  ['https://x.com/ada', 'TWITTER'],
  ['https://pt.stackoverflow.com/users/1', 'STACKOVERFLOW'],
  ['https://www.pinterest.de/ada', 'PINTEREST'],
  ['https://www.pinterest.co.uk/ada', 'PINTEREST'],
  ['https://ada.github.io', null],
  ['https://notlinkedin.com/in/ada', null],
  ['https://linkedin.com.example.com/in/ada', null],
  ['https://example.com/?from=linkedin.com', null],
  ['https://linkedin.com@example.com/', null],
  ['https://xx.com/ada', null],
  ['linkedin.com/in/ada', null],
  ['', null],
];

for (const [link, network] of cases) {
  test(`${link} leads to ${network ?? 'no network'}`, () => {
    assert.equal(networkOf(link), network);
  });
}

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);

test('every subdomain of a network is the network, and no other domain with its name is', () => {
  const known = fc.constantFrom('linkedin.com', 'github.com', 'facebook.com', 'xing.com');
  fc.assert(
    fc.property(known, fc.array(label, { maxLength: 3 }), label, (domain, labels, extra) => {
      const network = networkOf(`https://${domain}/`);
      assert.ok(network !== null);
      assert.equal(networkOf(`https://${[...labels, domain].join('.')}/in/ada`), network);
      assert.equal(networkOf(`https://${extra}${domain}/`), null);
      assert.equal(networkOf(`https://${domain}.${extra}.example/`), null);
    }),
  );
});
