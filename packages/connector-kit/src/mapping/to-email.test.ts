import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toEmail, toEmails } from './to-email.ts';

const cases: readonly [unknown, string | null][] = [
  ['ada@example.com', 'ada@example.com'],
  [' Ada.L+jobs@Example.COM\n', 'Ada.L+jobs@example.com'],
  ['mailto:ada@example.com', 'ada@example.com'],
  ['jörg@bücher.example', 'jörg@bücher.example'],
  ["o'neil@example.co.uk", "o'neil@example.co.uk"],
  ['Ada <ada@example.com>', 'ada@example.com'],
  ['"Lovelace, Ada" <ada@example.com>', 'ada@example.com'],
  ['Lovelace, Ada <ada@example.com>', 'ada@example.com'],
  ['<ada@example.com>', 'ada@example.com'],
  ['Ada <mailto:ada@example.com>', 'ada@example.com'],
  ['mailto:ada@example.com?subject=Hello', 'ada@example.com'],
  ['ada@example.com.', 'ada@example.com'],
  ['ada@example.com;', 'ada@example.com'],
  ['\u200bada@example.com\ufeff', 'ada@example.com'],
  ['ada@example.com, ada@example.org', 'ada@example.com'],
  ['no, ada@example.org', 'ada@example.org'],
  ['Ada <>', null],
  ['Ada <ada@example.com> <b@example.com>', null],
  ['ada@example.com..', null],
  ['"ada@example.com"', null],
  ['ada@localhost', null],
  ['ada@@example.com', null],
  ['ada @example.com', null],
  ['.ada@example.com', null],
  ['ada..l@example.com', null],
  ['ada@-example.com', null],
  ['ada@example..com', null],
  ['@example.com', null],
  ['ada', null],
  [`${'a'.repeat(250)}@example.com`, null],
  ['', null],
  [null, null],
  [42, null],
];

for (const [value, expected] of cases) {
  test(`reads ${JSON.stringify(value)} as ${expected ?? 'no address'}`, () => {
    assert.equal(toEmail(value, null), expected);
  });
}

test('keeps every ordinary address, and reading an address again changes nothing', () => {
  fc.assert(
    fc.property(fc.emailAddress({ size: 'small' }), (address) => {
      assert.equal(toEmail(address, null)?.toLowerCase(), address.toLowerCase());
      assert.equal(toEmail(toEmail(address, null), null), toEmail(address, null));
    }),
  );
});

test('takes no time over long hostile texts', () => {
  // Of the processor, as other work on the machine may take most of the time that passes.
  const before = process.cpuUsage();
  toEmail(`${'a.'.repeat(50_000)}@`, null);
  toEmail(`${'a.'.repeat(120)}!@${'b-'.repeat(100)}`, null);
  for (const part of ['"', '<', ',', ';', 'a@', '<a', '>', ' ']) {
    toEmails(part.repeat(5000 / part.length), null);
  }
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 1_000_000, `${user + system} µs`);
});

const lists: readonly [unknown, readonly string[], number][] = [
  ['ada@example.com, ada@example.org', ['ada@example.com', 'ada@example.org'], 0],
  ['ada@example.com;ada@example.org;', ['ada@example.com', 'ada@example.org'], 0],
  ['ada@example.com\r\nada@example.org', ['ada@example.com', 'ada@example.org'], 0],
  ['Ada <ada@example.com>; "L, A" <ada@example.org>', ['ada@example.com', 'ada@example.org'], 0],
  ['ada@example.com, ADA@example.com', ['ada@example.com'], 0],
  ['ada@example.com ada@example.org', ['ada@example.com', 'ada@example.org'], 0],
  ['ada@example.com / ada@example.org', ['ada@example.com', 'ada@example.org'], 0],
  ['ada@example.com or\tada@example.org', ['ada@example.com', 'ada@example.org'], 0],
  ['ada@example.com @', ['ada@example.com'], 1],
  ['ada@example.com, unknown', ['ada@example.com'], 1],
  ['unknown', [], 1],
  [7, [], 1],
  ['a@example.com,'.repeat(400), [], 1],
  [null, [], 0],
  [undefined, [], 0],
  [' ', [], 0],
];

for (const [value, expected, issues] of lists) {
  const shown = (JSON.stringify(value) ?? 'undefined').slice(0, 60);
  test(`finds ${expected.length} addresses in ${shown} and reports ${issues} issues`, () => {
    const reported: unknown[] = [];
    const ref = {
      model: 'candidates',
      field: 'email',
      reportIssue: (issue: unknown) => reported.push(issue),
    } as const;
    assert.deepEqual(toEmails(value, ref), expected);
    const issue = { model: 'candidates', field: 'email', sample: value };
    assert.deepEqual(reported, issues === 0 ? [] : [issue]);
  });
}

test('reports, once, what a field for one address has besides', () => {
  const reported: unknown[] = [];
  const ref = {
    model: 'users',
    field: 'email',
    reportIssue: ({ sample }: { sample: unknown }) => reported.push(sample),
  } as const;
  assert.equal(toEmail('ada@example.com', ref), 'ada@example.com');
  assert.deepEqual(reported, []);
  assert.equal(toEmail('ada@example.com; b@example.com', ref), 'ada@example.com');
  assert.equal(toEmail('ada@example.com; b@example.com; c', ref), 'ada@example.com');
  assert.deepEqual(reported, [
    'ada@example.com; b@example.com',
    'ada@example.com; b@example.com; c',
  ]);
});

test('finds every address of a list, whatever stands between and beside them', () => {
  const name = fc.constantFrom('', 'Ada ', '"Lovelace, Ada" ', 'Ada Lovelace ');
  const part = fc.tuple(fc.emailAddress({ size: 'small' }), name);
  const separator = fc.constantFrom(',', ';', ', ', ' ;\t', '\n');
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), separator, (parts, between) => {
      const field = parts
        .map(([address, label]) => (label === '' ? address : `${label}<${address}>`))
        .join(between);
      const wanted = new Set(parts.map(([address]) => address.toLowerCase()));
      assert.deepEqual(
        toEmails(field, null).map((address) => address.toLowerCase()),
        [...wanted],
      );
    }),
  );
});

test('no text makes it throw, and each address is one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.anything()), (value) => {
      for (const address of toEmails(value, null)) {
        assert.deepEqual(toEmails(address, null), [address]);
      }
    }),
  );
});
