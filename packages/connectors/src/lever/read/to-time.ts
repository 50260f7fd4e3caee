import { toIsoDate } from '@hirewire/connector-kit';
import type { FieldPlace } from '@hirewire/connector-kit';

/** All times of Lever are milliseconds since 1970. */
export function toTime(value: unknown, place: FieldPlace | null): string | null {
  return toIsoDate(value, place, { epoch: 'milliseconds' });
}
