import { toCountryCode } from '@hirewire/connector-kit';
import type { Location } from '@hirewire/connector-kit';
import type { SmartRecruitersLocation } from '../remote-types.ts';

/** Null for a place without any detail. */
export function toLocation(own: SmartRecruitersLocation | null | undefined): Location | null {
  if (!own) return null;
  const { city, countryCode, country: name, region, regionCode, address, postalCode } = own;
  const country = first(countryCode, name);
  const location = {
    city: first(city),
    country: toCountryCode(country) ?? country,
    state: first(region, regionCode),
    street_1: first(address),
    zip_code: first(postalCode),
  };
  return Object.values(location).some((part) => part !== null) ? location : null;
}

/** The first that says something. */
function first(...texts: (string | null | undefined)[]): string | null {
  return texts.find((text) => text) ?? null;
}
