import { toCountryCode } from '@hirewire/connector-kit';
import type { CustomFields, Included, JsonApiResource, Location } from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import {
  TeamtailorCustomField,
  TeamtailorCustomFieldValue,
  TeamtailorLocation,
  TeamtailorName,
} from '../remote-types.ts';
import type { Source } from './read-list.ts';

type FieldRefOf = Source['ref'];

/** Tags are the same whatever their case. */
export const tagIdOf = (tag: string): string => tag.trim().toLowerCase();

export function tagIdsOf(tags: readonly string[] | null | undefined): string[] {
  return [...new Set((tags ?? []).map(tagIdOf))].filter((id) => id !== '');
}

/** The name of a department or a role that comes along. */
export function nameOf(resource: JsonApiResource | null, ref: FieldRefOf): string | null {
  return resource && (parseAttributes(TeamtailorName, resource, ref('name'))?.name || null);
}

/** A place of the company. The country is a name, in the language of whoever wrote it. */
export function toLocation(resource: JsonApiResource | null, ref: FieldRefOf): Location | null {
  const found = resource && parseAttributes(TeamtailorLocation, resource, ref('location'));
  if (!found) return null;
  const { address, city, country, zip } = found;
  return {
    street_1: address || null,
    city: city || found.name || null,
    country: toCountryCode(country) ?? (country || null),
    zip_code: zip || null,
  };
}

/** The first place, and where there are several, all of them as a text. */
export function toLocationOfAll(
  resources: readonly JsonApiResource[],
  ref: FieldRefOf,
): Location | null {
  const unique = [...new Map(resources.map((one) => [one.id, one])).values()];
  const location = toLocation(unique[0] ?? null, ref);
  if (unique.length < 2) return location;
  const texts = unique.flatMap((one) => textOf(toLocation(one, ref)) ?? []);
  return { ...location, raw: texts.join('; ') || null };
}

function textOf(location: Location | null): string | null {
  const { street_1: street, zip_code: zip, city, country } = location ?? {};
  const town = [zip, city].filter(Boolean).join(' ');
  return [street, town, country].filter(Boolean).join(', ') || null;
}

/** By their names in the API, which do not change with their labels. */
export function toCustomFields(
  owner: JsonApiResource,
  { included, ref }: { included: Included; ref: FieldRefOf },
): CustomFields {
  const fields: CustomFields = {};
  for (const resource of included.all(owner, 'custom-field-values')) {
    const value = parseAttributes(TeamtailorCustomFieldValue, resource, ref('custom_fields'));
    const definition = included.one(resource, 'custom-field');
    const field =
      definition && parseAttributes(TeamtailorCustomField, definition, ref('custom_fields'));
    const name = field?.['api-name'] || field?.name;
    if (name && value) fields[name] = value.value ?? null;
  }
  return fields;
}
