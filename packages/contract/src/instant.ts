// Kombo's public OpenAPI document allows a date, and a date-time without zone; its SDKs also send
// offsets and microseconds. All of them are accepted; a missing zone means UTC.
const instantPattern =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:T(?<time>\d{2}:\d{2}:\d{2})(?:\.(?<fraction>\d+))?)?(?<zone>Z|[+-]\d{2}:\d{2})?$/;

/**
 * Reads a date or date-time of a request and writes it as `YYYY-MM-DDTHH:mm:ss.sssZ`, or gives null
 * when it is not one. Fractions are cut, not rounded, so that a moment never moves into the future.
 *
 * @example parseInstant('2024-01-02T03:04:05.123456+02:00') // '2024-01-02T01:04:05.123Z'
 */
export function parseInstant(text: string): string | null {
  const groups = instantPattern.exec(text)?.groups;
  if (!groups) return null;
  const { date = '', time = '00:00:00', fraction = '', zone = 'Z' } = groups;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const wallClock = `${date}T${time}.${milliseconds}`;
  if (!isRealMoment(wallClock) || !isRealZone(zone)) return null;
  const instant = toIsoText(Date.parse(wallClock + zone));
  // Outside years 1 to 9999 the text has another shape, and PostgreSQL has no year 0.
  return instant !== null && /^\d{4}-/.test(instant) && !instant.startsWith('0000')
    ? instant
    : null;
}

/** JavaScript rolls 2024-02-31 over into March; a moment that exists survives the round trip. */
function isRealMoment(wallClock: string): boolean {
  return toIsoText(Date.parse(`${wallClock}Z`)) === `${wallClock}Z`;
}

function isRealZone(zone: string): boolean {
  return zone === 'Z' || (zone.slice(1, 3) <= '23' && zone.slice(4) <= '59');
}

function toIsoText(time: number): string | null {
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
