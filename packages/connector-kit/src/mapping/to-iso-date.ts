import type { FieldRef } from './map-enum.ts';

/** What a connector knows of a vendor's dates and their texts do not say. */
export interface DateOptions {
  /** The IANA zone, such as `Europe/Berlin`, of local times without one; UTC by default. */
  zone?: string;
  /**
   * What numbers count. By default, 9 and 10 digits are seconds (from 1973 to 2286) and everything
   * else is milliseconds, so that only dates before 1973 depend on it.
   */
  epoch?: 'seconds' | 'milliseconds';
  /**
   * For fields that mean a day: a time that falls on another day in UTC than the vendor wrote becomes
   * midnight UTC of the day that was written.
   */
  isDay?: boolean;
}

/** A parsed date: the instant, and the day that the vendor wrote. */
interface VendorDate {
  milliseconds: number;
  day: string;
}

type Parts = Readonly<Record<string, string | undefined>>;

const hour = String.raw`(?<hour>[01]\d|2[0-4])`;
const minute = String.raw`(?<minute>[0-5]\d)`;
const second = String.raw`(?<second>[0-5]\d|60)(?:[.,](?<fraction>\d+))?`;
const time = `${hour}:${minute}(?::${second})?`;
const offset = String.raw`(?:UTC|GMT)?(?<sign>[+-])(?<zoneHour>[01]\d|2[0-3])(?::?(?<zoneMinute>[0-5]\d))`;
const utc = String.raw`(?<utc>Z|UTC|GMT|UT|\+00:?00 UTC)`;
// RFC 9557 (Java writes it so): an offset, the name of a zone in brackets, or both.
const zone = String.raw`\s?(?:${utc}|${offset}?)?(?:\[(?<zoneName>[A-Za-z][\w+/-]*)\])?`;

/** What is understood. Day and month are never guessed: `03/04/2024` is not in it. */
const patterns = [
  // ISO 8601, and with a space or slashes; xs:date has a zone without a time.
  String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ]${time}(?:${zone})|\s?(?:${utc}|${offset}))?`,
  String.raw`(?<year>\d{4})/(?<month>\d{2})/(?<day>\d{2})(?: ${time}(?:${zone}))?`,
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:T${hour}${minute}(?:${second})?(?:${zone}))?`,
  // RFC 5322, as in HTTP headers and feeds.
  String.raw`(?:[A-Z]{3}, )?(?<day>\d{1,2}) (?<monthName>[A-Z]{3}) (?<year>\d{4})(?: ${time}(?:${zone}))?`,
].map((pattern) => new RegExp(`^${pattern}$`, 'i'));

const months = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** .NET and OData: the number is UTC, whatever offset is shown beside it. */
const dotNetDate = /^\\?\/Date\((?<number>-?\d{1,15})(?:[+-]\d{4})?\)\\?\/$/;

/** The years that ISO 8601 writes with four digits and that databases know: there is no year 0. */
const earliestMs = Date.parse('0001-01-01T00:00:00.000Z');
const latestMs = Date.parse('9999-12-31T23:59:59.999Z');
const dayMs = 24 * 60 * 60_000;

/**
 * Makes `YYYY-MM-DDTHH:mm:ss.sssZ` of a vendor's date: ISO 8601 in its many forms, RFC 5322,
 * `/Date(…)/`, and seconds or milliseconds since 1970 as a number or a text. A day alone is midnight
 * UTC of that day, even with a zone beside it; a time without a zone is UTC or in `options.zone`.
 * Anything else is null and reported, also a day that no month has. Nothing and an empty text are
 * null in silence. `ref` is null for what no vendor has sent.
 *
 * @example toIsoDate('2024-12-31-08:00', ref) // '2024-12-31T00:00:00.000Z'
 * @example toIsoDate('2024-07-01T09:00', ref, { zone: 'Europe/Berlin' }) // '…T07:00:00.000Z'
 */
export function toIsoDate(
  value: unknown,
  ref: FieldRef | null,
  options: DateOptions = {},
): string | null {
  if (options.isDay !== true && typeof value === 'string' && isoDate.test(value)) return value;
  const date = read(value, ref, options);
  if (date === null) return null;
  const iso = new Date(date.milliseconds).toISOString();
  return options.isDay !== true || iso.startsWith(date.day) ? iso : `${date.day}T00:00:00.000Z`;
}

/** What `toIsoDate` makes, of days that every month has: most dates, and read ten times as quickly. */
const isoDate =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/**
 * The day of a vendor's date as `YYYY-MM-DD`, for fields that are days: the one that the vendor
 * wrote, whatever day it is in UTC; of a time in UTC, its day in `options.zone`. Reads and reports as
 * `toIsoDate` does.
 *
 * @example toIsoDay('2024-12-31T23:30:00-08:00', ref) // '2024-12-31'
 */
export function toIsoDay(
  value: unknown,
  ref: FieldRef | null,
  options: DateOptions = {},
): string | null {
  return read(value, ref, options)?.day ?? null;
}

function read(value: unknown, ref: FieldRef | null, options: DateOptions): VendorDate | null {
  const text = typeof value === 'string' ? value.trim() : value;
  if (text === null || text === undefined || text === '') return null;
  const date = typeof text === 'string' ? parseText(text, options) : parseNumber(text, options);
  if (date !== null && date.milliseconds >= earliestMs && date.milliseconds <= latestMs) {
    return date;
  }
  ref?.reportIssue({ model: ref.model, field: ref.field, sample: value });
  return null;
}

function parseText(text: string, options: DateOptions): VendorDate | null {
  const isNumber = options.epoch === undefined ? /^-?\d{9,13}(?:\.\d+)?$/ : /^-?\d+(?:\.\d+)?$/;
  if (isNumber.test(text)) return parseNumber(Number(text), options);
  const number = dotNetDate.exec(text)?.groups?.['number'];
  if (number !== undefined) return parseNumber(Number(number), { epoch: 'milliseconds' });
  for (const pattern of patterns) {
    const parts: Parts | undefined = pattern.exec(text)?.groups;
    if (parts !== undefined) return toDate(parts, options);
  }
  return null;
}

function parseNumber(value: unknown, { epoch, zone: zoneName }: DateOptions): VendorDate | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const isSeconds = epoch === undefined ? value >= 1e8 && value < 1e10 : epoch === 'seconds';
  // Cut after a microsecond was added: 1709200000.123 × 1000 is a little less than it should be.
  const milliseconds = Math.floor(value * (isSeconds ? 1000 : 1) + 0.001);
  if (milliseconds < earliestMs || milliseconds > latestMs) return null;
  return { milliseconds, day: dayIn(zoneName, milliseconds) };
}

function toDate(parts: Parts, options: DateOptions): VendorDate | null {
  const day = `${parts['year']}-${monthOf(parts)}-${parts['day']?.padStart(2, '0')}`;
  const midnight = new Date(`${day}T00:00:00.000Z`);
  // V8 turns 31 February into 2 March; such a day is an error, not another day.
  if (Number.isNaN(midnight.getTime()) || dayOf(midnight) !== day) return null;
  if (parts['hour'] === undefined) return { milliseconds: midnight.getTime(), day };
  const sinceMidnight = timeOf(parts);
  if (parts['hour'] === '24' && sinceMidnight > dayMs) return null;
  const milliseconds = toInstant(midnight.getTime() + sinceMidnight, parts, options);
  if (milliseconds === null) return null;
  // A leap second is the last of a UTC day; POSIX and PostgreSQL count it as the next day's first.
  const isLeapSecond = parts['second'] === '60';
  if (isLeapSecond && Math.floor(milliseconds / 1000) % (dayMs / 1000) !== 0) return null;
  const isInZone = parts['utc'] === undefined || options.zone === undefined;
  return { milliseconds, day: isInZone ? day : dayIn(options.zone, milliseconds) };
}

function monthOf({ month, monthName }: Parts): string {
  if (monthName === undefined) return month ?? '';
  const index = months.indexOf(monthName.toLowerCase());
  return index % 3 === 0 ? String(index / 3 + 1).padStart(2, '0') : '';
}

function timeOf(parts: Parts): number {
  const seconds = Number(parts['hour']) * 3600 + Number(parts['minute']) * 60;
  // Cut, not rounded, so that a moment never moves into the future.
  const fraction = (parts['fraction'] ?? '').padEnd(3, '0').slice(0, 3);
  return (seconds + Number(parts['second'] ?? 0)) * 1000 + Number(fraction);
}

function toInstant(wallMs: number, parts: Parts, options: DateOptions): number | null {
  if (parts['sign'] !== undefined) {
    const minutes = Number(parts['zoneHour']) * 60 + Number(parts['zoneMinute'] ?? 0);
    return wallMs - (parts['sign'] === '-' ? -1 : 1) * minutes * 60_000;
  }
  const zoneName = parts['zoneName'] ?? options.zone;
  if (parts['utc'] !== undefined || zoneName === undefined) return wallMs;
  const before = offsetAt(wallMs - dayMs, zoneName);
  const after = offsetAt(wallMs + dayMs, zoneName);
  if (before === null || after === null) return null;
  // Where clocks change, as Temporal does: the earlier of two, and after a gap as far as into it.
  const isAfter =
    offsetAt(wallMs - before, zoneName) !== before && offsetAt(wallMs - after, zoneName) === after;
  return wallMs - (isAfter ? after : before);
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** How far a zone is ahead of UTC at a time, in milliseconds; null for an unknown zone. */
function offsetAt(milliseconds: number, zoneName: string): number | null {
  let format = formats.get(zoneName);
  if (format === undefined) {
    format = createFormat(zoneName);
    // Vendors write the names, of which there are 600.
    if (formats.size >= 1000) formats.clear();
    formats.set(zoneName, format);
  }
  const name = format?.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName');
  if (name === undefined) return null;
  // `GMT`, `GMT+05:30`, and for times before zones were agreed upon `GMT-00:53:28`.
  const [, sign = '', hours = 0, minutes = 0, seconds = 0] =
    /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name.value) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return (sign === '-' ? -1 : 1) * total * 1000;
}

function createFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
}

function dayIn(zoneName: string | undefined, milliseconds: number): string {
  const ahead = zoneName === undefined ? 0 : (offsetAt(milliseconds, zoneName) ?? 0);
  return dayOf(new Date(milliseconds + ahead));
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
