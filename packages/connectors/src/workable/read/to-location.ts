import { toCountryCode } from '@hirewire/connector-kit';
import type { Location } from '@hirewire/connector-kit';
import type { WorkableLocation } from '../remote-types.ts';

/** A place with its parts, and as one text: `raw`, or Workable's own. */
export function toLocation(
  own: WorkableLocation | null | undefined,
  raw: string | null | undefined,
): Location | null {
  const text = raw || (own ? toLocationText(own) : null);
  const location = { ...(own && toParts(own)), raw: text };
  return Object.values(location).some(Boolean) ? location : null;
}

function toParts(own: WorkableLocation): Location {
  const country = own.country_code || own.country || own.country_name || null;
  return {
    city: own.city || null,
    country: toCountryCode(country) ?? country,
    state: own.region || own.subregion || null,
    zip_code: own.zip_code || null,
  };
}

export function toLocationText(own: WorkableLocation): string | null {
  const country = own.country || own.country_name || own.country_code;
  const parts = [own.city, own.region || own.subregion, country].filter(Boolean);
  return own.location_str || parts.join(', ') || null;
}
