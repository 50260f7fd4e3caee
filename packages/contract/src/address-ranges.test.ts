import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { AddressRange, containsRanges, isInRanges } from './address-ranges.ts';

test('addresses and ranges are read, and what is none is refused', () => {
  const good = ['203.0.113.7', '10.0.0.0/8', '0.0.0.0/0', '::1', '2001:db8::/32', '::/0'];
  const bad = [
    '',
    'localhost',
    '1.2.3',
    '01.2.3.4',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8 ',
    '::1/129',
    'fe80::1%eth0',
    '::ffff:1.2.3.4',
    '::FFFF:0:0/96',
  ];
  for (const text of good) assert.ok(AddressRange.safeParse(text).success, text);
  for (const text of bad) assert.ok(!AddressRange.safeParse(text).success, text);
});

test('an address is found in its range, however its socket writes it', () => {
  assert.ok(isInRanges(['10.0.0.0/8'], '10.255.0.1'));
  assert.ok(isInRanges(['10.0.0.0/8'], '::ffff:10.255.0.1'));
  assert.ok(isInRanges(['192.0.2.1', 'fe80::/10'], 'fe80::1%eth0'));
  assert.ok(isInRanges(['2001:db8::/32'], '2001:DB8:0::1'));
});

test('an address outside is in none, and so is what is no address', () => {
  for (const address of [
    '11.0.0.1',
    '::ffff:11.0.0.1',
    '::a00:1',
    '',
    'nowhere',
    '10.0.0.1, 8.8.8.8',
  ]) {
    assert.ok(!isInRanges(['10.0.0.0/8'], address), address);
  }
  assert.ok(!isInRanges([], '10.0.0.1'));
  assert.ok(!isInRanges(['::/0'], '10.0.0.1'));
});

test('ranges contain others exactly if all of their addresses are inside', () => {
  const range = fc
    .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
    .map(([base, prefix]) => `${base}/${prefix}`);
  fc.assert(
    fc.property(range, range, (own, wanted) => {
      if (!containsRanges([own], [wanted])) return;
      const [base = '', prefix = ''] = wanted.split('/');
      assert.ok(isInRanges([own], base));
      assert.ok(Number(prefix) >= Number(own.split('/')[1]));
    }),
  );
  assert.ok(containsRanges(['10.0.0.0/8', '::1'], ['10.2.0.0/16', '::1', '10.1.1.1']));
  assert.ok(!containsRanges(['10.0.0.0/8'], ['10.0.0.0/7']));
  assert.ok(!containsRanges(['10.0.0.0/8'], ['10.0.0.1', '::1']));
  assert.ok(!containsRanges(['0.0.0.0/0'], ['::/0']));
});
