import type { Application, Person } from '../kit/company-rows.ts';
import type { Company } from '../kit/company.ts';
import { locationOf, locationText } from './words.ts';

/** What a candidate says of himself. Each candidate of a person has one of its own. */
export interface Profile {
  name: string | null;
  firstname: string | null;
  lastname: string | null;
  headline: string | null;
  summary: string | null;
  address: string | null;
  phone: string | null;
  email: string | null;
  cover_letter: string | null;
  image_url: string | null;
  domain: string | null;
  location: Record<string, string | null>;
  education_entries: readonly object[];
  experience_entries: readonly object[];
  /** Null where a list was promised: some have that. */
  skills: readonly { name: string }[] | null;
  tags: readonly string[];
  /** Left out if there are none, as recorded. */
  social_profiles?: readonly object[];
  /** Whether the API made the candidate. */
  isNew?: true;
}

export const nowhere: Profile['location'] = { location_str: null, ...locationOf(null) };

export const emptyProfile: Profile = {
  name: null,
  firstname: null,
  lastname: null,
  headline: null,
  summary: null,
  address: null,
  phone: null,
  email: null,
  cover_letter: null,
  image_url: null,
  domain: null,
  location: nowhere,
  education_entries: [],
  experience_entries: [],
  skills: [],
  tags: [],
};

/** The profile of a candidate that nobody has written to. */
export function seededProfile(company: Company, candidate: Application, person: Person): Profile {
  const tags = person.tagIds.map((id) => company.tables.tags.get(id).name);
  if (person.isErased) return { ...emptyProfile, tags };
  const [phone = null] = person.phones;
  const [email = null] = person.emails;
  const source = company.tables.sources.find(candidate.sourceId ?? '');
  return {
    ...emptyProfile,
    name: person.name,
    firstname: person.givenName,
    lastname: person.familyName === '' ? null : person.familyName,
    email,
    domain: domains[source?.name ?? ''] ?? null,
    ...oddTexts(candidate, phone),
    ...placeOf(person),
    ...careerOf(person, candidate.id),
    tags,
    ...(person.links.length > 0 && {
      social_profiles: person.links.map((url) => {
        const username = url.split('/').at(-1);
        return { type: 'linkedin', name: 'LinkedIn', username, url };
      }),
    }),
  };
}

/** Texts that only some have; a phone that is none, and null instead of a list. */
function oddTexts({ id, isSourced }: Application, phone: string | null) {
  const number = Number.parseInt(id, 16);
  const skills = skillNames.slice(0, number % 4).map((name) => ({ name }));
  return {
    summary: number % 3 === 0 ? '<p>Careful, curious &amp; kind.</p>' : null,
    phone: number % 23 === 0 ? 'please write, I work nights' : phone,
    cover_letter: isSourced || number % 2 === 0 ? null : 'Dear team,\nI like your work.',
    skills: number % 29 === 0 ? null : skills,
  };
}

const skillNames = ['SQL', 'Public speaking', 'Buchhaltung'];

const domains: Readonly<Record<string, string>> = {
  'Careers Page': 'workable.com',
  'LinkedIn Jobs': 'linkedin.com',
  'LinkedIn Recruiter': 'linkedin.com',
  StepStone: 'stepstone.de',
};

function placeOf({ place }: Person): Pick<Profile, 'address' | 'location'> {
  if (place === null) return { address: null, location: nowhere };
  const { street, postalCode, city, country } = place;
  const location = { location_str: locationText(place), ...locationOf(place) };
  return { address: `${street}, ${postalCode} ${city}, ${country}`, location };
}

function careerOf(
  { school, company, position }: Person,
  id: string,
): Pick<Profile, 'headline' | 'education_entries' | 'experience_entries'> {
  const study = { degree: 'B.A.', field_of_study: null, start_date: '2014-10-01' };
  const work = { summary: null, start_date: '2018-09-01', end_date: null, current: true };
  return {
    headline: [position, company].filter((part) => part !== null).join(' at ') || null,
    education_entries:
      school === null ? [] : [{ id: `${id}1`, school, end_date: '2018-07-31', ...study }],
    experience_entries:
      position === null
        ? []
        : [{ id: `${id}2`, title: position, company, industry: null, ...work }],
  };
}
