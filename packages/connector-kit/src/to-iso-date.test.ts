import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toIsoDate } from './to-iso-date.ts';

const cases: readonly [unknown, string | null][] = [
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2024-02-29T10:05', '2024-02-29T10:05:00.000Z'],
  ['2024-02-29 10:05:06', '2024-02-29T10:05:06.000Z'],
  [' 2024-02-29T10:05:06.5Z ', '2024-02-29T10:05:06.500Z'],
  ['2024-02-29T10:05:06.123999Z', '2024-02-29T10:05:06.123Z'],
  ['2024-02-29T10:05:06,25', '2024-02-29T10:05:06.250Z'],
  ['2024-02-29T00:30:00+02:00', '2024-02-28T22:30:00.000Z'],
  ['2024-02-29T23:30:00-0330', '2024-03-01T03:00:00.000Z'],
  ['2024-02-29 10:05:06 +01', '2024-02-29T09:05:06.000Z'],
  ['2024-02-29 10:05:06.000 Z', '2024-02-29T10:05:06.000Z'],
  [0, '1970-01-01T00:00:00.000Z'],
  [1_709_200_000_000, '2024-02-29T09:46:40.000Z'],
  ['2023-02-29', null],
  ['2024-02-31T00:00:00Z', null],
  ['2024-13-01', null],
  ['2024-02-29T24:00:00Z', null],
  ['2024-02-29T10:60:00Z', null],
  ['2024-02-29T10', null],
  ['2024-2-9', null],
  ['0000-01-01T00:00:00+01:00', null],
  ['9999-12-31T23:59:59-01:00', null],
  ['yesterday', null],
  ['', null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  [1e17, null],
  [null, null],
  [undefined, null],
  [true, null],
  [{}, null],
];

for (const [value, expected] of cases) {
  test(`reads ${JSON.stringify(value) ?? 'undefined'} as ${expected ?? 'no date'}`, () => {
    assert.equal(toIsoDate(value), expected);
  });
}

const dates = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9998-12-31T00:00:00Z'),
  noInvalidDate: true,
});

test('every moment survives in all the forms that are understood', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
      const iso = date.toISOString();
      assert.equal(toIsoDate(iso), iso);
      assert.equal(toIsoDate(date.getTime()), iso);
      assert.equal(toIsoDate(iso.replace('T', ' ').replace('Z', '')), iso);
      const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
      const digits = [hours, minutes].map((number) => String(number).padStart(2, '0')).join(':');
      assert.equal(toIsoDate(`${local}${offset < 0 ? '-' : '+'}${digits}`), iso);
    }),
  );
});

test('no text makes it throw, and what it gives is the same when it is read again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.anything()), (value) => {
      const once = toIsoDate(value);
      if (once !== null) assert.equal(toIsoDate(once), once);
    }),
  );
});
