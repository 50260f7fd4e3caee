import type { Location } from '@hirewire/connector-kit';

/** The wire's location with every key; null where nothing is known. */
export function toLocation(location: Location | null | undefined): Required<Location> | null {
  if (location === null || location === undefined) return null;
  const { city, country, raw, state, street_1, street_2, zip_code } = location;
  const all = {
    city: city ?? null,
    country: country ?? null,
    raw: raw ?? null,
    state: state ?? null,
    street_1: street_1 ?? null,
    street_2: street_2 ?? null,
    zip_code: zip_code ?? null,
  };
  return Object.values(all).every((part) => part === null) ? null : all;
}
