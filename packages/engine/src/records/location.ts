import type { Location } from '@hirewire/connector-kit';
import { membersOf } from './own-json.ts';

/** The wire's location with every key; null where nothing is known. */
export function toLocation(location: Location | null | undefined): Record<string, unknown> | null {
  if (location === null || location === undefined) return null;
  const all = membersOf(location, [
    'city',
    'country',
    'raw',
    'state',
    'street_1',
    'street_2',
    'zip_code',
  ]);
  return Object.values(all).every((part) => part === null) ? null : all;
}
