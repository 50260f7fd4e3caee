import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { parseInstant } from './instant.ts';

const accepted: [text: string, instant: string][] = [
  ['2024-01-02', '2024-01-02T00:00:00.000Z'],
  ['2024-01-02Z', '2024-01-02T00:00:00.000Z'],
  ['2024-01-02T03:04:05', '2024-01-02T03:04:05.000Z'],
  ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05.000Z'],
  ['2024-01-02T03:04:05.000Z', '2024-01-02T03:04:05.000Z'],
  ['2024-01-02T03:04:05.5', '2024-01-02T03:04:05.500Z'],
  ['2024-01-02T03:04:05.123999', '2024-01-02T03:04:05.123Z'],
  ['2024-01-02T03:04:05+02:00', '2024-01-02T01:04:05.000Z'],
  ['2024-01-02T03:04:05.123456-05:30', '2024-01-02T08:34:05.123Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['0001-01-01', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
];

for (const [text, instant] of accepted) {
  test(`${text} means ${instant}`, () => {
    assert.equal(parseInstant(text), instant);
  });
}

const refused = [
  '',
  'yesterday',
  '1704164645',
  '2024-02-31',
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-01-02T24:00:00Z',
  '2024-01-02T23:60:00Z',
  '2024-01-02T23:59:60Z',
  '2024-01-02 03:04:05',
  '2024-01-02T03:04',
  '2024-01-02T03:04:05z',
  '2024-01-02T03:04:05+25:00',
  '2024-01-02T03:04:05+02:60',
  '2024-01-02T03:04:05 02:00',
  '2024-01-02T03:04:05+0200',
  '2024-1-2',
  '12024-01-02',
  '0000-01-01',
  '0001-01-01T00:00:00+02:00',
  '9999-12-31T23:59:59-02:00',
  ' 2024-01-02',
  '2024-01-02\n',
];

for (const text of refused) {
  test(`${JSON.stringify(text)} is no instant`, () => {
    assert.equal(parseInstant(text), null);
  });
}

const anyDate = fc.date({
  min: new Date('0001-01-02T00:00:00Z'),
  max: new Date('9999-12-30T00:00:00Z'),
  noInvalidDate: true,
});

test('every form in which an SDK writes a moment means that moment', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
      const iso = date.toISOString();
      const naiveMicroseconds = `${iso.slice(0, -1)}789`;
      const shifted = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const pad = (part: number) => String(part).padStart(2, '0');
      const size = Math.abs(offset);
      const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
      for (const text of [iso, naiveMicroseconds, shifted + zone]) {
        assert.equal(parseInstant(text), iso, text);
      }
    }),
  );
});

test('what is accepted is a fixed point of the parser, and sorts as text like the moment', () => {
  fc.assert(
    fc.property(anyDate, anyDate, (first, second) => {
      const [a, b] = [first, second].map((date) => parseInstant(date.toISOString()) ?? '');
      assert.equal(parseInstant(a!), a);
      assert.equal(a! < b!, first < second);
    }),
  );
});

test('no text makes the parser throw or answer with another shape', () => {
  const digits = fc.stringMatching(/^[\d:.TZ+-]{0,32}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), digits), (text) => {
      const parsed = parseInstant(text);
      if (parsed !== null) assert.match(parsed, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }),
  );
});
