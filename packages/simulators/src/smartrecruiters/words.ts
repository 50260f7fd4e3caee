import { createHash } from 'node:crypto';
import type { Place } from '../kit/places.ts';

/** An id of something that is part of a row: always the same for the same parts. */
export function derivedId(...parts: string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const digits = `${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17, 32)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A whole number made of an id, to choose odd ones by. */
export function numberOf(id: string): number {
  return Number.parseInt(id.slice(0, 6), 16);
}

export interface Link {
  url: string;
  method: string;
}

export function link(origin: string, path: string, method = 'GET'): Link {
  return { url: `${origin}${path}`, method };
}

/** A list that is not paged. */
export function listed<T>(content: readonly T[]): { totalFound: number; content: readonly T[] } {
  return { totalFound: content.length, content };
}

/** Without the members that are null or undefined: most are left out when there is nothing. */
export function compact<T extends object>(fields: T): Partial<T> {
  const filled = Object.entries(fields).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(filled) as Partial<T>;
}

/** What places of jobs and of candidates share. */
export function placeOf({ country, countryCode, region, city }: Place): Record<string, string> {
  return { country, countryCode: countryCode.toLowerCase(), region, city };
}

export const english = { code: 'en', label: 'English', labelNative: 'English (US)' };
export const german = { code: 'de', label: 'German', labelNative: 'Deutsch' };
