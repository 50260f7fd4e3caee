import { toIsoDate } from '@hirewire/connector-kit';
import type { FieldRef } from '@hirewire/connector-kit';

/** All times of Lever are milliseconds since 1970. */
export function toTime(value: unknown, ref: FieldRef | null): string | null {
  return toIsoDate(value, ref, { epoch: 'milliseconds' });
}
