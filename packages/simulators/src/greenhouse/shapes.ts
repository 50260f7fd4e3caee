import { isoOf } from '../kit/calendar.ts';
import type { Application, Job, Offer, Person, Stage } from '../kit/company-rows.ts';
import { partId } from './greenhouse.ts';
import type { Greenhouse } from './greenhouse.ts';

/** The kinds of things that have no row of their own; their ids are made of a row's. */
export const kinds = {
  applicationStage: 1,
  rejection: 2,
  earlierOffer: 3,
  interviewer: 4,
  jobInterview: 5,
  kit: 6,
  kitQuestion: 7,
  answer: 8,
  attribute: 9,
  attributeRating: 10,
  post: 11,
  internalPost: 12,
  payRange: 13,
  owner: 14,
  hiringManager: 15,
  opening: 16,
  office: 17,
  referrer: 18,
  email: 19,
  permission: 20,
  place: 21,
  questionOption: 22,
  chosenOption: 23,
} as const;

export const idOf = (id: string | null | undefined): number | null =>
  id === null || id === undefined ? null : Number(id);
export const momentOf = (at: number | null): string | null => (at === null ? null : isoOf(at));
export const dayOf = (at: number | null): string | null => momentOf(at)?.slice(0, 10) ?? null;

/** The row of `/application_stages` that an application is in; null for prospects and ended ones. */
export function currentStageRow(
  greenhouse: Greenhouse,
  application: Application,
): { id: number; stageId: string } | null {
  const { id, history, stageId } = application;
  if (greenhouse.statusOf(application) !== 'in_process' || greenhouse.isProspect(application)) {
    return null;
  }
  return { id: partId(kinds.applicationStage, id, history.length - 1), stageId };
}

/** The external post of a job, where it has one. */
export function postIdOf(job: Pick<Job, 'id' | 'status'> | null): number | null {
  return job === null || job.status === 'draft' ? null : partId(kinds.post, job.id);
}

export function candidateShape(greenhouse: Greenhouse, person: Person): object {
  const { company, emails, phones, links, place, position, tagIds, isErased } = person;
  const { tags } = greenhouse.company.tables;
  const home =
    place === null ? [] : [`${place.street}, ${place.postalCode} ${place.city}, ${place.country}`];
  const typed = (values: string[], first: string, other: string) =>
    values.map((value, index) => ({
      value,
      type: greenhouse.kept.contactTypes.get(value) ?? (index === 0 ? first : other),
    }));
  return {
    addresses: typed(home, 'home', 'other'),
    can_email: !isErased,
    company,
    custom_fields: customFields(greenhouse, 'candidate', person.id),
    email_addresses: typed(emails, 'personal', 'work'),
    first_name: person.givenName || null,
    last_activity_at: isoOf(person.updatedAt),
    last_name: person.familyName || null,
    linked_user_ids: [],
    phone_numbers: typed(phones, 'mobile', 'other'),
    preferred_name: null,
    private: greenhouse.kept.privatePeople.has(person.id),
    social_media_addresses: links.map((value) => ({ value })),
    tags: tagIds.map((id) => tags.get(id).name),
    time_zone: place?.timezone ?? null,
    title: position,
    website_addresses: [],
    ...greenhouse.kept.people.get(person.id),
  };
}

export function applicationShape(greenhouse: Greenhouse, application: Application): object {
  const { id } = application;
  return {
    agency_note_id: null,
    coordinator_id: idOf(greenhouse.extraOf(id).coordinatorId),
    custom_fields: customFields(greenhouse, 'application', id),
    last_activity_at: isoOf(application.updatedAt),
    prospect: greenhouse.isProspect(application),
    prospective_job_ids: (greenhouse.kept.prospects.get(id) ?? []).map(Number),
    recruiter_id: idOf(application.ownerId),
    source_id: idOf(application.sourceId),
    ...originShape(greenhouse, application),
    ...stateShape(greenhouse, application),
  };
}

/** How it came about. */
function originShape(greenhouse: Greenhouse, application: Application): object {
  const { id, jobId, personId, isSourced } = application;
  const { jobs, people } = greenhouse.company.tables;
  const job = jobs.find(jobId ?? '');
  const { referrerId, postId = postIdOf(job), locationAddress } = greenhouse.extraOf(id);
  const city = people.find(personId)?.place?.city ?? null;
  return {
    answers: answersOf(application, job),
    job_post_id: isSourced ? null : postId,
    location_address: isSourced ? null : (locationAddress ?? city),
    referrer_id: idOf(referrerId) ?? referrerOf(greenhouse, application),
  };
}

/** Where it stands. */
function stateShape(greenhouse: Greenhouse, application: Application): object {
  const { id, status, endedAt, rejectionReasonId } = application;
  const current = currentStageRow(greenhouse, application);
  const isRejected = status === 'rejected';
  const newer = {
    job_interview_stage_id: idOf(current?.stageId),
    rejection_reason_id: isRejected ? idOf(rejectionReasonId) : null,
  };
  return {
    ...(greenhouse.options.hasOlderApplications === true ? {} : newer),
    needs_decision: current !== null && Number(id) % 5 === 0,
    rejected_at: isRejected ? momentOf(endedAt) : null,
    stage_id: current?.id ?? null,
    stage_name: greenhouse.company.tables.stages.find(current?.stageId ?? '')?.name ?? null,
    status: greenhouse.statusOf(application),
  };
}

/** Who referred somebody is a row of `/referrers`, not a user. */
function referrerOf({ company }: Greenhouse, { sourceId, ownerId }: Application): number | null {
  const source = company.tables.sources.find(sourceId ?? '');
  return source?.kind !== 'Referral' || ownerId === null ? null : partId(kinds.referrer, ownerId);
}

/** Pairs of plain texts: neither question nor options have ids. */
function answersOf({ answers }: Application, job: Job | null): object[] {
  const questions = job?.questions ?? [];
  return questions.flatMap(({ id, text, type, options }) => {
    const given = answers[id];
    if (given === undefined) return [];
    const texts = [given].flat().map((value: unknown) => {
      if (type === 'yes or no') return value === true ? 'Yes' : 'No';
      if (type === 'file') return String(Object(value)['name']);
      return options.find((option) => option.id === value)?.text ?? String(value);
    });
    return [{ question: text, answer: texts.join(', ') }];
  });
}

/** The definitions of custom fields; those of offers and jobs show what the company knows. */
export const fieldDefinitions = [
  { id: 901, of: 'job', key: 'employment_type', name: 'Employment Type', type: 'single_select' },
  { id: 902, of: 'offer', key: 'salary', name: 'Salary', type: 'currency' },
  { id: 903, of: 'candidate', key: 'desired_salary', name: 'Desired Salary', type: 'short_text' },
  { id: 904, of: 'candidate', key: 'profile_url', name: 'Profile URL', type: 'url' },
  { id: 905, of: 'application', key: 'notice_period', name: 'Notice & start', type: 'short_text' },
] as const;
export type FieldOwner = (typeof fieldDefinitions)[number]['of'];

/** `{key: {name, type, value}}`, every field whether it has a value or not. */
export function customFields(
  { kept }: Greenhouse,
  owner: FieldOwner,
  rowId: string,
  known: Readonly<Record<string, unknown>> = {},
): object {
  const values = { ...known, ...kept.customValues.get(rowId) };
  const own = fieldDefinitions.filter(({ of }) => of === owner);
  return Object.fromEntries(
    own.map(({ key, name, type }) => [key, { name, type, value: values[key] ?? null }]),
  );
}

/** Every stage but the first has one interview, which has a kit. */
export function hasInterview({ kind }: Stage): boolean {
  return kind !== 'new';
}

/** There is no word for sent: then an offer has `sent_on`. */
export const offerStatus: Readonly<Record<Offer['status'], string>> = {
  draft: 'Created',
  approved: 'Created',
  sent: 'Created',
  accepted: 'Accepted',
  declined: 'Rejected',
};
