import type { Person } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { isoOf } from '../kit/calendar.ts';
import type { Assigned, SmartRecruiters } from './smartrecruiters.ts';
import { statusOf } from './statuses.ts';
import { compact, link, numberOf } from './words.ts';

/** What the list and the details of a candidate share. */
function sharedShape(account: SmartRecruiters, person: Person) {
  const { firstName, lastName, email, location, internal } = account.profileOf(person);
  return {
    id: person.id,
    internal,
    firstName,
    lastName,
    ...compact({ email, location }),
    createdOn: isoOf(person.createdAt),
    updatedOn: isoOf(account.updatedAt(person)),
    averageRating: averageRating(account, person),
    tags: tagsOf(account, person),
  };
}

/** As lists show it: without contact details, and secondary assignments without a status. */
export function listedCandidate(account: SmartRecruiters, person: Person, origin: string): object {
  const [primary, ...others] = account.assignmentsOf(person);
  const path = `/candidates/${person.id}`;
  const secondary = others.map(({ jobId }) => ({
    job: { id: jobId, ...detailsOf(origin, jobId) },
  }));
  return shown(person, {
    ...sharedShape(account, person),
    consent: { status: consentStatusOf(account, person) },
    ...(primary !== undefined && {
      primaryAssignment: {
        job: jobShape(account, primary, origin),
        ...statusOf(account, primary),
      },
    }),
    ...emptyOr('secondaryAssignments', secondary, numberOf(person.id)),
    actions: {
      details: link(origin, path),
      properties: link(origin, `${path}/properties`),
    },
  });
}

export function candidateShape(account: SmartRecruiters, person: Person, origin: string): object {
  const { phoneNumber, web, education, experience } = account.profileOf(person);
  const [primary, ...others] = account.assignmentsOf(person).map((one) => ({
    job: jobShape(account, one, origin),
    ...assignmentShape(account, one, origin),
  }));
  const path = `/candidates/${person.id}`;
  return shown(person, {
    ...sharedShape(account, person),
    ...compact({ phoneNumber }),
    web,
    education,
    experience,
    ...(primary !== undefined && { primaryAssignment: primary }),
    ...emptyOr('secondaryAssignments', others, numberOf(person.id)),
    actions: Object.fromEntries(
      ['properties', 'attachments', 'consent', 'consents'].map((name) => [
        name,
        link(origin, `${path}/${name}`),
      ]),
    ),
  });
}

/** An application by itself. */
export function applicationShape(account: SmartRecruiters, one: Assigned, origin: string): object {
  return shown(one, {
    applicationId: one.id,
    ...assignmentShape(account, one, origin),
    url: `https://www.smartrecruiters.com/app/people/applications/${one.id}`,
  });
}

export function jobApplicationShape(account: SmartRecruiters, one: Assigned): object {
  const { personId, jobId, sourceId, createdAt } = one;
  return shown(one, {
    ...statusOf(account, one),
    ...compact({ sourceIdentifier: sourceId }),
    createDate: isoOf(createdAt),
    profileId: personId,
    jobId,
  });
}

function assignmentShape(account: SmartRecruiters, one: Assigned, origin: string): object {
  const { tables } = account.company;
  const shape = statusOf(account, one);
  const reason = tables.rejectionReasons.find(one.rejectionReasonId ?? '');
  const reasonOf = (status: string) =>
    reason !== null && shape.status === status ? { id: reason.id, label: reason.name } : null;
  const offer = account.offers.of(one.id).at(-1);
  const startDay = shape.status === 'HIRED' ? offer?.startDay : undefined;
  const seededStart =
    startDay === undefined || startDay === null ? null : `${startDay}T00:00:00.000Z`;
  return {
    ...shape,
    ...compact({
      startsOn: account.kept.startsOn.get(one.id) ?? seededStart,
      source: sourceOf(account, one),
      reasonOfRejection: reasonOf('REJECTED'),
      reasonOfWithdrawal: reasonOf('WITHDRAWN'),
    }),
    actions: {
      sourceDetails: link(origin, `/configuration/sources/${one.sourceId ?? 'API'}`),
    },
  };
}

/** Without a source, what came by the API says so. */
function sourceOf({ company, kept }: SmartRecruiters, { id, sourceId }: Assigned): string | null {
  if (sourceId !== null) return company.tables.sources.get(sourceId).name;
  return kept.fromApi.has(id) ? 'API' : null;
}

function jobShape({ company }: SmartRecruiters, { jobId }: Assigned, origin: string) {
  return { id: jobId, title: company.tables.jobs.get(jobId).title, ...detailsOf(origin, jobId) };
}

function detailsOf(origin: string, jobId: string) {
  return { actions: { details: link(origin, `/jobs/${jobId}`) } };
}

export function tagsOf({ company }: SmartRecruiters, { tagIds }: Person): string[] {
  return tagIds.map((id) => company.tables.tags.get(id).name);
}

export function consentStatusOf({ kept }: SmartRecruiters, { id }: Person): string {
  if (kept.consents.has(id)) return 'ACQUIRED';
  return ['ACQUIRED', 'PENDING', 'REQUIRED'][numberOf(id) % 3] ?? 'REQUIRED';
}

/** Zero without a review. */
export function averageRating(account: SmartRecruiters, person: Person): number {
  const reviews = account.assignmentsOf(person).flatMap(({ id }) => account.reviews.of(id));
  const ratings = reviews.flatMap(({ rating, submittedAt }) =>
    rating === null || submittedAt === null ? [] : rating,
  );
  const sum = ratings.reduce((total, rating) => total + rating, 0);
  return ratings.length === 0 ? 0 : sum / ratings.length;
}

/** An empty list is empty, null or not there. */
function emptyOr(name: string, items: readonly object[], number: number): object {
  if (items.length > 0 || number % 3 === 0) return { [name]: items };
  return number % 3 === 1 ? { [name]: null } : {};
}
