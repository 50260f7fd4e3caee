import type { CustomFields, Json } from '@hirewire/connector-kit';
import { z } from 'zod';
import type { RecruiteeField } from '../remote-types.ts';
import { profileKinds } from '../vocabulary.ts';

/**
 * Fields that customers add, by their name, as a field's id differs from candidate to candidate; fixed
 * ones without a name by their kind. Those that are part of every profile are left out.
 */
export function toCustomFields(fields: readonly RecruiteeField[]): CustomFields {
  return Object.fromEntries(
    fields.flatMap(({ kind, name, values }) => {
      const key = name?.trim() || kind || '';
      if (key === '' || (!name && profileKinds.has(kind ?? ''))) return [];
      const all = (values ?? []).map(toValue);
      return all.length === 0 ? [] : [[key, all.length === 1 ? (all[0] ?? null) : all]];
    }),
  );
}

/** `{ "text": "Berlin" }` is the text. One with several parts stays whole: an amount and its currency. */
function toValue(value: Json): Json {
  const parts = z.record(z.string(), z.custom<Json>()).safeParse(value).data;
  if (parts === undefined) return value;
  const filled = Object.values(parts).filter((part) => part !== null);
  return filled.length === 1 ? (filled[0] ?? null) : value;
}
