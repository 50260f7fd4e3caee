import { toCountryCode } from '@hirewire/connector-kit';
import type { Location } from '@hirewire/connector-kit';
import type { WorkablePlace } from '../remote-types.ts';

/** A place with its parts, and as one text: `raw`, or Workable's own. */
export function toLocation(
  place: WorkablePlace | null | undefined,
  raw: string | null | undefined,
): Location | null {
  const text = raw || (place ? toPlaceText(place) : null);
  const location = { ...(place && toParts(place)), raw: text };
  return Object.values(location).some(Boolean) ? location : null;
}

function toParts(place: WorkablePlace): Location {
  const country = place.country_code || place.country || place.country_name || null;
  return {
    city: place.city || null,
    country: toCountryCode(country) ?? country,
    state: place.region || place.subregion || null,
    zip_code: place.zip_code || null,
  };
}

export function toPlaceText(place: WorkablePlace): string | null {
  const country = place.country || place.country_name || place.country_code;
  const parts = [place.city, place.region || place.subregion, country].filter(Boolean);
  return place.location_str || parts.join(', ') || null;
}
