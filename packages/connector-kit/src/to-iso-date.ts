const isoDate =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d)(?:[.,](?<fraction>\d+))?)?\s?(?<zone>[Zz]|(?<sign>[+-])(?<zoneHour>[01]\d|2[0-3])(?::?(?<zoneMinute>[0-5]\d))?)?)?$/;

/** The years that ISO 8601 writes with four digits and that databases know: there is no year 0. */
const earliestMs = Date.parse('0001-01-01T00:00:00.000Z');
const latestMs = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Makes `YYYY-MM-DDTHH:mm:ss.sssZ` of a vendor's date: ISO 8601 with or without a zone (UTC is
 * assumed) and with `T` or a space, a day alone (midnight UTC), or a number of milliseconds
 * since 1970. Null for everything else, also for days that no month has.
 */
export function toIsoDate(value: unknown): string | null {
  const milliseconds = typeof value === 'string' ? parseIsoDate(value.trim()) : value;
  if (typeof milliseconds !== 'number' || Number.isNaN(milliseconds)) return null;
  if (milliseconds < earliestMs || milliseconds > latestMs) return null;
  return new Date(milliseconds).toISOString();
}

function parseIsoDate(text: string): number | null {
  const parts = isoDate.exec(text)?.groups;
  if (parts === undefined) return null;
  const { day, hour = '00', minute = '00', second = '00', fraction = '' } = parts;
  const midnightMs = Date.parse(`${day}T00:00:00.000Z`);
  // V8 turns 31 February into 2 March; such a day is an error, not another day.
  if (Number.isNaN(midnightMs) || !new Date(midnightMs).toISOString().startsWith(`${day}T`)) {
    return null;
  }
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  return Date.parse(`${day}T${hour}:${minute}:${second}.${milliseconds}Z`) - zoneOffsetMs(parts);
}

function zoneOffsetMs(parts: Record<string, string | undefined>): number {
  const minutes = Number(parts['zoneHour'] ?? 0) * 60 + Number(parts['zoneMinute'] ?? 0);
  return (parts['sign'] === '-' ? -1 : 1) * minutes * 60_000;
}
