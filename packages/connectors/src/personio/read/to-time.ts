import { toIsoDate } from '@hirewire/connector-kit';
import type { FieldRef } from '@hirewire/connector-kit';
import type { PersonioTime } from '../remote-types.ts';

/** The instant of a local time in its zone. Without a zone, it is UTC. */
export function toTime(time: PersonioTime, ref: FieldRef): string | null {
  if (typeof time !== 'object' || time === null) return toIsoDate(time, ref);
  const { 'date-time': dateTime, date_time: other, date, timezone: zone } = time;
  return toIsoDate(dateTime ?? other ?? date, ref, zone ? { zone } : {});
}
