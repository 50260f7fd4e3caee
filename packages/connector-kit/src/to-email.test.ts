import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toEmail } from './to-email.ts';

const cases: readonly [unknown, string | null][] = [
  ['ada@example.com', 'ada@example.com'],
  [' Ada.L+jobs@Example.COM\n', 'Ada.L+jobs@example.com'],
  ['mailto:ada@example.com', 'ada@example.com'],
  ['jörg@bücher.example', 'jörg@bücher.example'],
  ["o'neil@example.co.uk", "o'neil@example.co.uk"],
  ['ada@localhost', null],
  ['ada@@example.com', null],
  ['ada @example.com', null],
  ['.ada@example.com', null],
  ['ada..l@example.com', null],
  ['ada@-example.com', null],
  ['ada@example..com', null],
  ['@example.com', null],
  ['ada', null],
  ['Ada <ada@example.com>', null],
  [`${'a'.repeat(250)}@example.com`, null],
  ['', null],
  [null, null],
  [42, null],
];

for (const [value, expected] of cases) {
  test(`reads ${JSON.stringify(value)} as ${expected ?? 'no address'}`, () => {
    assert.equal(toEmail(value), expected);
  });
}

test('keeps every ordinary address, and reading an address again changes nothing', () => {
  fc.assert(
    fc.property(fc.emailAddress({ size: 'small' }), (address) => {
      assert.equal(toEmail(address)?.toLowerCase(), address.toLowerCase());
      assert.equal(toEmail(toEmail(address)), toEmail(address));
    }),
  );
});

test('takes no time over long hostile texts', () => {
  // Of the processor, as other work on the machine may take most of the time that passes.
  const before = process.cpuUsage();
  toEmail(`${'a.'.repeat(50_000)}@`);
  toEmail(`${'a.'.repeat(120)}!@${'b-'.repeat(100)}`);
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 1_000_000, `${user + system} µs`);
});
