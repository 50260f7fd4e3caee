import type { Application, Person } from '../kit/company-rows.ts';
import type { Company } from '../kit/company.ts';
import type { FileHandle } from '../kit/files.ts';
import { fieldsOf, valuesOf } from './catalogue.ts';
import type { Catalogue, FieldValue } from './catalogue.ts';
import { momentOf, positionTypes, seniorities } from './words.ts';

/** What a candidate says, in the vendor's words. */
export interface CandidateDetails {
  email: string | null;
  /** As it is shown, without the avatar. */
  profile: Readonly<Record<string, unknown>>;
  avatar: FileHandle | null;
  cv: FileHandle | null;
  language: string | null;
  isInternal: boolean;
  /** Values of custom fields, by the id of the field. */
  answers: ReadonlyMap<number, readonly FieldValue[]>;
  tagIds: readonly string[];
  social: {
    facebook_id: string | null;
    xing_id: string | null;
    linkedin_id: string | null;
  };
}

export const emptyPosition = {
  title: null,
  department_id: null,
  description: null,
  company_name: null,
  industry_id: null,
  position_type: null,
  seniority: null,
  start_date: null,
  end_date: null,
  city: null,
};

export const emptyEducation = {
  school: null,
  subject: null,
  specialized_subjects: null,
  degree: null,
  start_date: null,
  end_date: null,
};

const emptyProfile = {
  firstname: null,
  middlename: null,
  lastname: null,
  phone: null,
  birthday: null,
  gender: null,
  city_id: null,
  homeaddress: null,
  street: null,
  zip_code: null,
  city_name: null,
  country_of_residence: null,
  nationality: null,
  awards: null,
  organizations: null,
  workaddress: null,
  positions: [],
  educations: [],
  interests: [],
  skill_aliases: [],
  additional_emails: [],
  ims: [],
  additional_phones: [],
  urls: [],
  languages: [],
  advanced_trainings: [],
};

export const nobody: CandidateDetails = {
  email: null,
  profile: emptyProfile,
  avatar: null,
  cv: null,
  language: null,
  isInternal: false,
  answers: new Map(),
  tagIds: [],
  social: { facebook_id: null, xing_id: null, linkedin_id: null },
};

interface Account {
  catalogue: Catalogue;
  company: Company;
}

/** What is made up of somebody to whom nothing was written, and who has these applications. */
export function seededCandidate(
  account: Account,
  person: Person,
  applications: readonly Application[],
): CandidateDetails {
  if (person.isErased) return nobody;
  const { emails, files, id, links, tagIds } = person;
  const [linkedin] = links;
  const { catalogue } = account;
  return {
    ...nobody,
    email: emails[0] ?? null,
    profile: profileOf(catalogue, person),
    cv: files.find(({ kind }) => kind === 'resume') ?? null,
    language: Number(id) % 3 === 0 ? 'en' : 'de',
    isInternal: Number(id) % 29 === 0,
    answers: answersOf(account, applications),
    tagIds,
    social: {
      ...nobody.social,
      linkedin_id: linkedin?.split('/').at(-1) ?? null,
    },
  };
}

function profileOf({ cities }: Catalogue, person: Person): CandidateDetails['profile'] {
  const { createdAt, emails, familyName, givenName, id, links, phones, place } = person;
  const number = Number(id);
  const city = cities.find(({ translations }) => translations[0]?.name === place?.city);
  return {
    ...emptyProfile,
    firstname: givenName,
    lastname: familyName === '' ? null : familyName,
    phone: phones[0] ?? null,
    birthday: number % 4 === 0 ? momentOf(Date.UTC(1970 + (number % 35), number % 12, 2)) : null,
    gender: ['male', 'female', null][number % 3],
    ...(place !== null && {
      city_id: city?.id ?? null,
      street: place.street,
      zip_code: place.postalCode,
      city_name: place.city,
      country_of_residence: place.countryCode,
      nationality: place.countryCode,
    }),
    positions: positionsOf(person, createdAt),
    educations: person.school === null ? [] : [{ ...emptyEducation, school: person.school }],
    interests: number % 5 === 0 ? ['Chor', 'Bergsteigen'] : [],
    skill_aliases: number % 4 === 1 ? ['SQL', 'Schweißen'] : [],
    additional_emails: emails.slice(1).map((address) => ({ type: 'work', address })),
    additional_phones:
      number % 6 === 0 ? [{ type: 'mobile', number: `+43 660 55501${number % 90}` }] : [],
    urls: links.map((address) => ({ type: 'linkedin', address })),
    languages: number % 2 === 0 ? [{ code: 'de', level: 'native' }] : [],
  };
}

function positionsOf({ company, id, place, position }: Person, until: number): object[] {
  if (company === null && position === null) return [];
  const yearMs = 31_536_000_000;
  const start_date = momentOf(until - 2 * yearMs);
  const current = {
    ...emptyPosition,
    title: position,
    company_name: company,
    start_date,
  };
  const earlier = {
    ...current,
    description: 'Aufbau & Betrieb',
    position_type: positionTypes['full time'],
    seniority: seniorities[Number(id) % seniorities.length],
    start_date: momentOf(until - 4 * yearMs),
    end_date: start_date,
    city: place?.city ?? null,
  };
  return Number(id) % 3 === 0 ? [earlier] : [current, earlier];
}

/** Answers belong to the candidate: the latest application has the last word. */
function answersOf(
  { catalogue, company }: Account,
  applications: readonly Application[],
): CandidateDetails['answers'] {
  const answers = new Map<number, readonly FieldValue[]>();
  for (const { answers: given, id, jobId } of applications) {
    const job = jobId === null ? null : company.tables.jobs.find(jobId);
    if (job === null) continue;
    const fields = fieldsOf(catalogue, job);
    for (const [index, question] of job.questions.entries()) {
      const field = fields.find(({ label }) => label === question.text);
      if (field === undefined || !Object.hasOwn(given, question.id)) continue;
      const textId = Number(id) * 100 + index;
      answers.set(field.id, valuesOf(field, question, given[question.id], textId));
    }
  }
  return answers;
}
