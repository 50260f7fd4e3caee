import type { Department, Job, Question, User } from '../kit/company-rows.ts';
import { isoOf } from '../kit/calendar.ts';
import { shown } from '../kit/company.ts';
import { places } from '../kit/places.ts';
import type { Place } from '../kit/places.ts';

/** `2023-01-15T12:01:10.725000Z`: most dates, as recorded in 2023. */
export const dateOf = (at: number): string => isoOf(at).replace('Z', '000Z');

/** `2017-05-15 14:18:37 UTC`: dates of publishing, and all of the careers site. */
export const textDateOf = (at: number | null): string | null =>
  at === null ? null : `${isoOf(at).slice(0, 19).replace('T', ' ')} UTC`;

/** Ids are numbers in JSON. */
export const numberOf = (id: string | null): number | null => (id === null ? null : Number(id));

export const nulls = (...names: string[]) => Object.fromEntries(names.map((name) => [name, null]));

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const roleNames: Readonly<Record<User['role'], string>> = {
  admin: 'Administrator',
  recruiter: 'Corporate recruiter',
  'hiring manager': 'Hiring manager',
  interviewer: 'Reviewer',
};

export function adminShape(user: User) {
  const { id, givenName, familyName, email, role } = user;
  return shown(user, {
    id: Number(id),
    first_name: givenName,
    last_name: familyName,
    email,
    role_name: roleNames[role],
    initials: `${givenName.charAt(0)}${familyName.charAt(0)}`,
    has_avatar: false,
    timezone: 'Europe/Berlin',
    time_format24: true,
  });
}

export function departmentShape({ id, name, isUsed }: Department & { isUsed: number }) {
  return {
    id: Number(id),
    name,
    status: 'active',
    offers_count: isUsed,
    grouped_translations: { en: { name }, de: { name } },
  };
}

const firstLocationId = 501;

export function locationShape(place: Place) {
  const { street, postalCode, city, region, country, countryCode } = place;
  return {
    id: firstLocationId + places.indexOf(place),
    full_address: `${street}, ${postalCode} ${city}, ${country}`,
    street,
    postal_code: postalCode,
    city,
    state_name: region,
    country,
    country_code: countryCode,
    state_code: null,
  };
}

/** Every seventh job with a place has a second one. */
export function locationsOf({ id, place }: Job) {
  if (place === null) return [];
  const isDouble = Number(id) % 7 === 0;
  const second = places[(places.indexOf(place) + 1) % places.length];
  return [place, ...(isDouble && second !== undefined ? [second] : [])].map(locationShape);
}

/** The place of an offer in single fields: that of its first location. */
export function placeFields(job: Job) {
  const [first] = locationsOf(job);
  if (first === undefined) {
    return nulls('city', 'country_code', 'state_name', 'postal_code', 'street', 'location');
  }
  const { city, country, country_code, state_name, postal_code, street } = first;
  const location = `${city}, ${country}`;
  return { city, country_code, state_name, postal_code, street, location };
}

/** https://docs.recruitee.com/reference/offersoffer_idcandidates names the kinds. */
const kinds: Readonly<Record<Question['type'], string>> = {
  text: 'string',
  'long text': 'text',
  'yes or no': 'boolean',
  choice: 'single_choice',
  choices: 'multi_choice',
  number: 'number',
  date: 'date',
  file: 'file',
  url: 'string',
};

export function kindOf({ text, type }: Question): string {
  if (text.startsWith('I agree')) return 'legal';
  return text === 'Expected salary' ? 'salary' : kinds[type];
}

/** Its text is HTML. */
export function questionShape(question: Question, position: number) {
  return {
    id: Number(question.id),
    kind: kindOf(question),
    required: question.isRequired,
    position: position + 1,
    body: escapeHtml(question.text),
    open_question_options: question.options.map(({ id, text }, order) => ({
      id: Number(id),
      body: escapeHtml(text),
      position: order + 1,
    })),
  };
}
