import type { Job, Person } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import { refusal } from './access.ts';
import { jobStatusOf } from './job-shapes.ts';
import { emptyProfile } from './profiles.ts';
import type { Profile } from './profiles.ts';
import type { Assigned, SmartRecruiters } from './smartrecruiters.ts';
import { sourceFields } from './sources.ts';

const whenPattern = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** A day, a month or a year. */
const when: is.Field = {
  complaint: (value) =>
    typeof value === 'string' && whenPattern.test(value) ? null : 'must be YYYY, YYYY-MM or a day',
};

/** A text of limited length. */
export function textUpTo(max: number, min = 0): is.Field {
  return {
    complaint: (value) =>
      typeof value === 'string' && value.length <= max && value.trim().length >= min
        ? null
        : `must be a text of ${min} to ${max} characters`,
  };
}

const maxTags = 100;

const tagList: is.Field = {
  complaint: (value) =>
    Array.isArray(value) && value.length > maxTags
      ? `has ${maxTags} tags at most`
      : is.every(textUpTo(50, 1)).complaint(value),
};

const span: Fields = { current: is.flag, location: is.text, description: textUpTo(4000) };

/** What the forms of the two APIs share. */
export const careerFields: Fields = {
  education: is.every(
    is.shape({
      institution: is.required(textUpTo(200, 1)),
      degree: is.required(textUpTo(200, 1)),
      major: textUpTo(200, 1),
      startDate: when,
      endDate: when,
      ...span,
    }),
  ),
  internal: is.flag,
  tags: tagList,
  sourceDetails: sourceFields,
};

export const experienceFields: Fields = {
  title: textUpTo(200, 1),
  company: textUpTo(200, 1),
  startDate: when,
  endDate: when,
  ...span,
};

const location = is.shape({
  country: textUpTo(128, 1),
  countryCode: textUpTo(2, 2),
  regionCode: is.text,
  region: is.text,
  city: textUpTo(128, 1),
  lat: is.number,
  lng: is.number,
});

const webNames = ['skype', 'facebook', 'twitter', 'website'];
const webOf = (linkedIn: string): is.Field =>
  is.shape(Object.fromEntries([...webNames, linkedIn].map((name) => [name, textUpTo(1000)])));

/** The Application API writes `linkedIn`, all others write `linkedin`. */
export function personalFields(linkedIn: 'linkedin' | 'linkedIn'): Fields {
  return {
    firstName: textUpTo(128, 1),
    lastName: textUpTo(128, 1),
    email: is.emailAddress,
    phoneNumber: textUpTo(128),
    location,
    web: webOf(linkedIn),
  };
}

export function requiredNames(fields: Fields): Fields {
  const names = ['firstName', 'lastName', 'email'];
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      names.includes(name) ? is.required(field) : field,
    ]),
  );
}

const profileKeys = new Set(Object.keys(emptyProfile));

/** What a request says of somebody. */
export function profileIn(input: Input): Partial<Profile> {
  const entries = Object.entries(input).filter(([name]) => profileKeys.has(name));
  const { linkedIn, ...web } = Object(input['web']) as Record<string, string>;
  return {
    ...(Object.fromEntries(entries) as Partial<Profile>),
    ...(input['web'] !== undefined && {
      web: { ...web, ...(linkedIn !== undefined && { linkedin: linkedIn }) },
    }),
  };
}

/** The candidate with the e-mail address of a request, upper or lower case, or a new one. */
export function candidateFor(account: SmartRecruiters, input: Input): Person {
  const email = is.textOf(input, 'email').toLowerCase();
  const people = [...account.company.tables.people.values()].filter(({ isErased }) => !isErased);
  const known = people.find((one) => account.profileOf(one).email?.toLowerCase() === email);
  const profile = profileIn(input);
  const person =
    known ??
    account.company.addPerson({
      name: `${is.textOf(input, 'firstName')} ${is.textOf(input, 'lastName')}`,
      givenName: is.textOf(input, 'firstName'),
      familyName: is.textOf(input, 'lastName'),
      emails: [is.textOf(input, 'email')],
    });
  const before = known === undefined ? emptyProfile : account.profileOf(known);
  account.changeProfile(person, { ...before, ...profile });
  const tags = (input['tags'] ?? []) as string[];
  return tags.length === 0
    ? account.company.tables.people.get(person.id)
    : addTags(account, person, tags);
}

/** A job that was cancelled or filled takes nobody. */
export function requireOpen(job: Job): void {
  if (['CANCELLED', 'FILLED'].includes(jobStatusOf(job))) {
    throw refusal(404, 'JOB_NOT_FOUND', 'The job takes no candidates');
  }
}

export function requireNew(account: SmartRecruiters, input: Input, job: Job, code: string): void {
  const email = is.textOf(input, 'email').toLowerCase();
  const isThere = account
    .applicationsIn(job)
    .map(({ personId }) => account.company.tables.people.get(personId))
    .some((one) => account.profileOf(one).email?.toLowerCase() === email);
  if (isThere) throw refusal(409, code, 'The candidate has already applied for this job');
}

/** Without a source, an application is from the API. */
export function assign(
  account: SmartRecruiters,
  person: Person,
  job: Job,
  sourceId: string | null,
): Assigned {
  const id = account.company.newId();
  if (sourceId === null) account.kept.fromApi.add(id);
  account.company.addApplication({ id, personId: person.id, jobId: job.id, sourceId });
  return account.findAssignment(person.id, job.id);
}

export function addTags(
  account: SmartRecruiters,
  person: Person,
  names: readonly string[],
): Person {
  const { tags, people } = account.company.tables;
  const held = people.get(person.id).tagIds.map((id) => tags.get(id).name);
  const all = [...new Set([...held, ...names])];
  if (all.length > maxTags) {
    throw refusal(400, 'TOO_MANY_TAGS', `A candidate has ${maxTags} tags at most`);
  }
  const tagIds = all.map((name) => {
    const known = [...tags.values()].find((tag) => tag.name === name);
    return (known ?? account.company.add('tags', { name })).id;
  });
  return account.company.change('people', person.id, { tagIds });
}
