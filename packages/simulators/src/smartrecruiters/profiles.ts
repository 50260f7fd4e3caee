import type { Person } from '../kit/company-rows.ts';
import { compact, numberOf, placeOf } from './words.ts';

/** What a candidate says of himself. */
export interface Profile {
  firstName: string;
  lastName: string;
  email: string | null;
  phoneNumber: string | null;
  location: object | null;
  web: Readonly<Record<string, string>>;
  education: readonly object[];
  experience: readonly object[];
  internal: boolean;
}

export const emptyProfile: Profile = {
  firstName: '',
  lastName: '',
  email: null,
  phoneNumber: null,
  location: null,
  web: {},
  education: [],
  experience: [],
  internal: false,
};

/** The profile of a candidate that no request has written to; some are odd. */
export function seededProfile(person: Person): Profile {
  const number = numberOf(person.id);
  const [phone = null] = person.phones;
  const given = person.givenName === '' ? person.name.split(' ') : [person.givenName];
  return {
    firstName: given[0] ?? '',
    lastName: person.familyName === '' ? given.slice(1).join(' ') : person.familyName,
    email: person.emails[0] ?? null,
    phoneNumber: number % 23 === 0 ? 'please write, I work nights' : phone,
    location: person.place === null ? null : locationOf(person.place, number),
    web: webOf(person, number),
    education: person.school === null ? [] : [studyAt(person.school)],
    experience:
      person.position === null ? [] : [workAs(person.position, person.company, number % 3 === 0)],
    internal: number % 17 === 0,
  };
}

/** Some have coordinates, some a code of the region. */
function locationOf(place: NonNullable<Person['place']>, number: number): object {
  return {
    ...placeOf(place),
    ...(number % 2 === 0 && { lat: 52.52, lng: 13.405 }),
    ...(number % 3 === 0 && { regionCode: place.region.slice(0, 2).toUpperCase() }),
  };
}

function webOf({ links, id }: Person, number: number): Record<string, string> {
  const linkedin = links.find((one) => one.includes('linkedin.com'));
  const website = number % 5 === 0 ? `https://portfolio.example.com/${id}` : null;
  const skype = number % 7 === 0 ? `live:${id.slice(0, 8)}` : null;
  return compact({ linkedin: linkedin ?? null, website, skype }) as Record<string, string>;
}

function studyAt(institution: string): object {
  return {
    institution,
    degree: 'B.A.',
    major: 'Economics',
    current: false,
    startDate: '2014-10',
    endDate: '2018',
  };
}

function workAs(title: string, company: string | null, isOver: boolean): object {
  const endDate = isOver ? '2025-06' : null;
  const work = { title, current: !isOver, startDate: '2018-09-01', location: 'Berlin' };
  return compact({ ...work, company, endDate });
}
