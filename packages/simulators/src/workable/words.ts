import { isoOf } from '../kit/calendar.ts';
import type { Stage, User } from '../kit/company-rows.ts';
import type { Place } from '../kit/places.ts';
import { VendorFailure } from '../kit/vendor-message.ts';

/** Jobs and candidates have whole seconds. */
export const secondsOf = (at: number): string => isoOf(at).replace(/\.\d{3}Z$/, 'Z');

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Paths and references have the code of a job instead of its id. */
export function shortcodeOf(jobId: string): string {
  return `X${jobId.toUpperCase()}`;
}

export function idOfShortcode(shortcode: string): string {
  return shortcode.startsWith('X') ? shortcode.slice(1).toLowerCase() : '';
}

export function slugOf({ name }: Pick<Stage, 'name'>): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

export function nameOf({ givenName, familyName }: User): string {
  return `${givenName} ${familyName}`.trim();
}

/** A kind is the slug of one of the default stages. Stages of single jobs are of their kind. */
export function stageKindOf(stage: Stage): string {
  return stage.jobId === null ? slugOf(stage) : stage.kind;
}

/** Stages have a number and an identifier. */
export const stageNumberOf = ({ id }: Stage): number => Number.parseInt(id, 16) - 1234;

/** What places of jobs and of candidates share. */
export function locationOf(place: Place | null): Record<string, string | null> {
  return {
    country: place?.country ?? null,
    country_code: place?.countryCode ?? null,
    region: place?.region ?? null,
    region_code: null,
    city: place?.city ?? null,
    zip_code: place?.postalCode ?? null,
  };
}

export function locationText(place: Place | null): string | null {
  return place === null ? null : `${place.city}, ${place.region}, ${place.country}`;
}

export function invalid(message: string): VendorFailure {
  return new VendorFailure('invalid_input', message);
}

export function missing(what: string, id: string): VendorFailure {
  return new VendorFailure('not_found', `There is no ${what} ${id}`, { status: 404 });
}
