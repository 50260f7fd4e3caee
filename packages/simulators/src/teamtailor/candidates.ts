import type { Application, Feedback, Job, Person } from '../kit/company-rows.ts';
import type { Teamtailor } from './account.ts';
import { defineResource, isAmong, momentOf } from './define-resource.ts';
import type { Scene } from './resource.ts';

export const stamps = {
  'created-at': ({ createdAt }: { createdAt: number }) => createdAt,
  'updated-at': ({ updatedAt }: { updatedAt: number }) => updatedAt,
};

export const linkedInOf = ({ links }: Person): string | null =>
  links.find((link) => link.includes('linkedin.com')) ?? null;

/** Sourced people have applications that somebody made for them, and no others. */
function isSourced(account: Teamtailor, person: Person): boolean {
  const kept = account.detailsOf(person).sourced;
  const own = account.applicationsOf(person.id);
  return kept ?? (own.length > 0 && own.every((one) => one.isSourced));
}

export function siteOf(account: Teamtailor, application: Application | undefined): string | null {
  if (application === undefined) return null;
  const given = account.detailsOf(application).referringSite;
  if (given !== undefined) return given;
  return account.company.tables.sources.find(application.sourceId ?? '')?.name ?? null;
}

function resumeOf({ account, origin }: Scene, { files }: Person): string | null {
  const resume = files.findLast(({ kind }) => kind === 'resume');
  return resume === undefined ? null : `${origin}${account.files.namedLinkTo(resume)}`;
}

function pitchOf(account: Teamtailor, person: Person): string | null {
  const { pitch } = account.detailsOf(person);
  if (pitch !== undefined) return pitch;
  return [person.position, person.company].filter((part) => part !== null).join(', ') || null;
}

export const candidates = defineResource<Person>({
  type: 'candidates',
  rows: ({ company }) => company.tables.people.values(),
  find: ({ company }, id) => company.tables.people.find(id),
  attributes: (person, scene) => {
    const { account } = scene;
    const [first] = account.applicationsOf(person.id);
    const resume = resumeOf(scene, person);
    const tags = person.tagIds.flatMap((id) => account.company.tables.tags.find(id)?.name ?? []);
    return {
      connected: person.createdAt % 7 === 0,
      'consent-future-jobs-at': null,
      'created-at': momentOf(person.createdAt),
      email: person.emails[0] ?? null,
      'facebook-id': null,
      'first-name': person.givenName || null,
      internal: false,
      'last-name': person.familyName || null,
      'linkedin-uid': null,
      'linkedin-url': linkedInOf(person),
      'original-resume': resume,
      phone: person.phones[0] ?? null,
      picture: null,
      pitch: pitchOf(account, person),
      'referring-site': siteOf(account, first),
      'referring-url': first === undefined ? null : (account.detailsOf(first).referringUrl ?? null),
      referred: siteOf(account, first) === 'Employee Referral',
      'restricted-at': person.isErased ? momentOf(person.updatedAt) : null,
      resume,
      resume_summary: null,
      sourced: isSourced(account, person),
      unsubscribed: false,
      'updated-at': momentOf(person.updatedAt),
      'facebook-profile': null,
      'linkedin-profile': null,
      tags,
    };
  },
  one: {
    department: ['departments', (person, account) => placementOf(account, person).departmentId],
    role: ['roles', (person, account) => placementOf(account, person).roleId],
  },
  many: {
    'job-applications': [
      'job-applications',
      ({ id }, account) => account.applicationsOf(id).map((one) => one.id),
    ],
    answers: ['answers', ({ id }, account) => answerIdsOf(account)(id)],
    questions: [
      'questions',
      ({ id }, account) =>
        answerIdsOf(account)(id).map((answer) => account.kept.answers.get(answer).questionId),
    ],
    locations: ['locations', (person, account) => locationIdsOf(account, person)],
    regions: ['regions', (person, account) => regionIdsOf(account, person)],
    uploads: ['uploads', ({ id }, account) => uploadIdsOf(account)(id)],
    'custom-field-values': ['custom-field-values', ({ id }, account) => valueIdsOf(account)(id)],
    'partner-results': ['partner-results', ({ id }, account) => resultIdsOf(account)(id)],
  },
  linksOnly: ['activities', 'division'],
  filters: {
    email: ({ emails }, value) => emails[0]?.toLowerCase() === value.toLowerCase(),
    phone: ({ phones }, value) => phones[0] === value,
    department: (person, value, account) =>
      isAmong(value, placementOf(account, person).departmentId),
    role: (person, value, account) => isAmong(value, placementOf(account, person).roleId),
    locations: (person, value, account) => isAmong(value, ...locationIdsOf(account, person)),
    regions: (person, value, account) => isAmong(value, ...regionIdsOf(account, person)),
    // There are no divisions.
    division: () => false,
    connected: ({ createdAt }, value) => String(createdAt % 7 === 0) === value,
  },
  moments: stamps,
  isByCursor: true,
});

function locationIdsOf(account: Teamtailor, person: Person): readonly string[] {
  const own = account.detailsOf(person).locationIds;
  const place = account.locationIdOf(person.place);
  return own ?? (place === null ? [] : [place]);
}

function regionIdsOf(account: Teamtailor, person: Person): string[] {
  return account.regionIdsOf(locationIdsOf(account, person));
}

function jobOf(account: Teamtailor, { id }: Person): Job | null {
  const [first] = account.applicationsOf(id);
  return account.company.tables.jobs.find(first?.jobId ?? '');
}

function placementOf(account: Teamtailor, person: Person) {
  const { departmentId, roleId } = account.detailsOf(person);
  const seeded = account.placementOf(jobOf(account, person)?.departmentId ?? null);
  return {
    departmentId: departmentId === undefined ? seeded.departmentId : departmentId,
    roleId: roleId === undefined ? seeded.roleId : roleId,
  };
}

const answerIdsOf = (account: Teamtailor) =>
  account.idsOf(
    'answers',
    () => account.kept.answers.values(),
    ({ personId, interviewId }) => (interviewId === null ? personId : null),
  );

const uploadIdsOf = (account: Teamtailor) =>
  account.idsOf(
    'uploads',
    () => account.kept.uploads.values(),
    ({ personId }) => personId,
  );

export const valueIdsOf = (account: Teamtailor) =>
  account.idsOf(
    'values',
    () => account.kept.customValues.values(),
    ({ ownerId }) => ownerId,
  );

/** Partner results stand for feedback that was submitted. */
export const isSubmitted = ({ submittedAt }: Feedback): boolean => submittedAt !== null;

const resultIdsOf = (account: Teamtailor) =>
  account.idsOf(
    'results',
    () => [...account.company.tables.feedback.values()].filter(isSubmitted),
    (row) => applicationOf(account, row)?.personId ?? null,
  );

export function applicationOf(
  { company }: Teamtailor,
  { applicationId }: { applicationId: string },
): Application | null {
  return company.tables.applications.find(applicationId);
}
