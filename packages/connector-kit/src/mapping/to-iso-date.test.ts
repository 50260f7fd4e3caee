import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FieldRef } from './map-enum.ts';
import { toIsoDate, toIsoDay } from './to-iso-date.ts';

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
  // xs:date: a day with a zone is that day.
  ['2011-09-01Z', '2011-09-01T00:00:00.000Z'],
  ['2011-09-01-07:00', '2011-09-01T00:00:00.000Z'],
  ['2024-12-31-08:00', '2024-12-31T00:00:00.000Z'],
  ['2024-12-31+14:00', '2024-12-31T00:00:00.000Z'],
  ['2017-05-15 14:18:37 UTC', '2017-05-15T14:18:37.000Z'],
  ['2017-05-15 14:18:37 +0000 UTC', '2017-05-15T14:18:37.000Z'],
  ['2017-05-15 14:18:37 GMT+0200', '2017-05-15T12:18:37.000Z'],
  ['20260102T030405Z', '2026-01-02T03:04:05.000Z'],
  ['20260102T0304+0100', '2026-01-02T02:04:00.000Z'],
  ['20260102', '2026-01-02T00:00:00.000Z'],
  ['2024/02/29', '2024-02-29T00:00:00.000Z'],
  ['Mon, 15 May 2017 14:18:37 GMT', '2017-05-15T14:18:37.000Z'],
  ['5 May 2017 14:18 +0200', '2017-05-05T12:18:00.000Z'],
  ['2024-07-01T10:05[Europe/Berlin]', '2024-07-01T08:05:00.000Z'],
  ['2024-07-01T10:05+05:30[Asia/Kolkata]', '2024-07-01T04:35:00.000Z'],
  ['2024-07-01T10:05[Europe/Nowhere]', null],
  ['/Date(1709200000000)/', '2024-02-29T09:46:40.000Z'],
  ['/Date(1709200000000+0000)/', '2024-02-29T09:46:40.000Z'],
  ['/Date(1709200000000-0700)/', '2024-02-29T09:46:40.000Z'],
  ['/Date(-86400000)/', '1969-12-31T00:00:00.000Z'],
  ['/Date(x)/', null],
  ['1709200000000', '2024-02-29T09:46:40.000Z'],
  ['1709200000', '2024-02-29T09:46:40.000Z'],
  ['1709200000.123', '2024-02-29T09:46:40.123Z'],
  [1_709_200_000, '2024-02-29T09:46:40.000Z'],
  [1_709_200_000.123_9, '2024-02-29T09:46:40.123Z'],
  ['2024-02-29T24:00:00Z', '2024-03-01T00:00:00.000Z'],
  ['2024-02-29T24:00', '2024-03-01T00:00:00.000Z'],
  ['2024-02-29T24:00:01Z', null],
  ['2024-02-29T24:30Z', null],
  // A leap second ends a UTC day, at another time of day elsewhere.
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ['2016-12-31T23:59:60.25Z', '2017-01-01T00:00:00.250Z'],
  ['2017-01-01T05:29:60.5+05:30', '2017-01-01T00:00:00.500Z'],
  ['2016-12-31T12:00:60Z', null],
  // Day or month first: not for us to say.
  ['03/04/2024', null],
  ['13/04/2024', null],
  ['04-13-2024', null],
  ['13.04.2024', null],
  ['2024-13-04', null],
  ['31 Feb 2024', null],
  ['1 Foo 2024', null],
  ['1 Anf 2024', null],
  // A zone by an abbreviation is several zones, and what this is, is anyone's guess.
  ['2017-05-15 14:18:37 CST', null],
  ['2011-09-01-07', null],
  ['20260102030405', null],
  ['2024', null],
  ['2024-02-29T10:60:00Z', null],
  ['2024-02-29T10', null],
  ['2024-2-9', null],
  ['0000-00-00 00:00:00', null],
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
    assert.equal(toIsoDate(value, null), expected);
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
      assert.equal(toIsoDate(iso, null), iso);
      assert.equal(toIsoDate(date.getTime(), null, { epoch: 'milliseconds' }), iso);
      assert.equal(toIsoDate(iso.replace('T', ' ').replace('Z', ''), null), iso);
      assert.equal(toIsoDate(iso.replace('T', ' ').replace('Z', ' UTC'), null), iso);
      assert.equal(toIsoDate(iso.replaceAll(/[-:]/g, ''), null), iso);
      assert.equal(toIsoDate(`/Date(${date.getTime()}+0000)/`, null), iso);
      assert.equal(toIsoDate(String(date.getTime()), null, { epoch: 'milliseconds' }), iso);
      const seconds = Math.floor(date.getTime() / 1000);
      const toTheSecond = `${iso.slice(0, 19)}.000Z`;
      assert.equal(toIsoDate(seconds, null, { epoch: 'seconds' }), toTheSecond);
      assert.equal(toIsoDate(String(seconds), null, { epoch: 'seconds' }), toTheSecond);
      const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
      const digits = [hours, minutes].map((number) => String(number).padStart(2, '0')).join(':');
      assert.equal(toIsoDate(`${local}${offset < 0 ? '-' : '+'}${digits}`, null), iso);
    }),
  );
});

test('without being told, counts seconds and milliseconds since 1970 alike', () => {
  const recent = fc.date({
    min: new Date('1973-04-01T00:00:00Z'),
    max: new Date('2286-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(recent, (date) => {
      const seconds = Math.floor(date.getTime() / 1000);
      const toTheSecond = new Date(seconds * 1000).toISOString();
      for (const value of [seconds, String(seconds), seconds * 1000, String(seconds * 1000)]) {
        assert.equal(toIsoDate(value, null), toTheSecond);
      }
    }),
  );
});

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];

/** What a clock on the wall shows: `2024-07-01 09:00:00`. */
function wallClock(instant: Date, timeZone: string): string {
  return instant.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
}

test('a local time is one that the clocks of its zone show', () => {
  const instants = fc.date({
    min: new Date('1980-01-01T00:00:00Z'),
    max: new Date('2037-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      const local = wallClock(instant, zone);
      const read = toIsoDate(local, null, { zone });
      assert.ok(read !== null);
      assert.equal(wallClock(new Date(read), zone), local);
      // The one that was meant, or the earlier one of two that clocks show alike.
      assert.ok(Math.floor(instant.getTime() / 1000) * 1000 >= Date.parse(read));
      assert.ok(instant.getTime() - Date.parse(read) <= 3_601_000);
    }),
  );
});

const inBerlin: readonly [string, string | null][] = [
  ['2024-01-01T09:00', '2024-01-01T08:00:00.000Z'],
  ['2024-07-01 09:00:00', '2024-07-01T07:00:00.000Z'],
  // Clocks were turned back: the earlier of two.
  ['2024-10-27T02:30', '2024-10-27T00:30:00.000Z'],
  // Clocks were turned forward over it.
  ['2024-03-31T02:30', '2024-03-31T01:30:00.000Z'],
  // A zone of its own counts.
  ['2024-07-01T09:00Z', '2024-07-01T09:00:00.000Z'],
  ['2024-07-01T09:00-05:00', '2024-07-01T14:00:00.000Z'],
  ['2024-07-01T09:00[Asia/Kolkata]', '2024-07-01T03:30:00.000Z'],
  // A day has no zone.
  ['2024-07-01', '2024-07-01T00:00:00.000Z'],
];

for (const [text, expected] of inBerlin) {
  test(`reads ${text} of a vendor in Berlin as ${expected}`, () => {
    assert.equal(toIsoDate(text, null, { zone: 'Europe/Berlin' }), expected);
  });
}

const days: readonly [unknown, string | undefined, string | null][] = [
  ['2024-12-31', undefined, '2024-12-31'],
  ['2024-12-31-08:00', undefined, '2024-12-31'],
  ['2024-12-31T23:30:00-08:00', undefined, '2024-12-31'],
  ['2024-12-31T00:30:00+09:00', undefined, '2024-12-31'],
  ['2024-12-31T23:30:00', 'America/New_York', '2024-12-31'],
  ['2024-12-30T23:00:00Z', undefined, '2024-12-30'],
  ['2024-12-30T23:00:00Z', 'Europe/Berlin', '2024-12-31'],
  [Date.parse('2024-12-30T23:00:00Z'), 'Europe/Berlin', '2024-12-31'],
  ['soon', undefined, null],
];

for (const [value, zone, expected] of days) {
  test(`the day of ${String(value)} ${zone === undefined ? '' : `in ${zone} `}is ${expected}`, () => {
    assert.equal(toIsoDay(value, null, zone === undefined ? {} : { zone }), expected);
  });
}

test('a time in a field for days stays on the day that was written', () => {
  const read = (text: string) => toIsoDate(text, null, { isDay: true });
  assert.equal(read('2024-12-31T23:30:00-08:00'), '2024-12-31T00:00:00.000Z');
  assert.equal(read('2024-12-31T00:30:00+09:00'), '2024-12-31T00:00:00.000Z');
  assert.equal(read('2024-12-31T07:30:00Z'), '2024-12-31T07:30:00.000Z');
  assert.equal(read('2024-12-31T12:00:00-01:00'), '2024-12-31T13:00:00.000Z');
});

test('a day is the one that was written, whatever its zone', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: -14, max: 14 }), (date, hours) => {
      const zone = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
      const day = date.toISOString().slice(0, 10);
      fc.pre(day > '0001-01-02');
      assert.equal(toIsoDay(`${day}${zone}`, null), day);
      assert.equal(toIsoDay(date.toISOString().replace('Z', zone), null), day);
    }),
  );
});

test('reports what is no date, and is silent about nothing', () => {
  const issues: unknown[] = [];
  const ref: FieldRef = {
    model: 'jobs',
    field: 'openedAt',
    reportIssue: (issue) => issues.push(issue),
  };
  for (const value of [null, undefined, '', ' ', '2024-02-29']) {
    toIsoDate(value, ref);
    toIsoDay(value, ref);
  }
  assert.deepEqual(issues, []);
  toIsoDate('03/04/2024', ref);
  toIsoDay(true, ref);
  assert.deepEqual(issues, [
    { model: 'jobs', field: 'openedAt', sample: '03/04/2024' },
    { model: 'jobs', field: 'openedAt', sample: true },
  ]);
});

test('no text makes it throw, and what it gives is the same when it is read again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.anything()), (value) => {
      const once = toIsoDate(value, null);
      if (once !== null) assert.equal(toIsoDate(once, null), once);
    }),
  );
});
