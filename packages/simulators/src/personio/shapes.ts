import type { Application, Job, Person, Row, Stage } from '../kit/company-rows.ts';
import type { Category, Personio } from './personio.ts';
import { localDay, shownMoment } from './times.ts';

/**
 * `type` and `kind` have the words of v1: `system` phases with what they stand for, and `custom`
 * ones. The id of a system phase is that word too.
 */
interface Phase {
  id: string;
  name: string;
  type: 'system' | 'custom';
  kind: string;
}

const ends: readonly Phase[] = [
  { id: 'rejected', name: 'Rejected', type: 'system', kind: 'rejected' },
  { id: 'withdrawn', name: 'Withdrawn', type: 'system', kind: 'withdrawn' },
];

export const systemPhases = ['unassigned', 'rejected', 'withdrawn', 'offer', 'accepted'];

function phaseOf({ id, name }: Stage): Phase {
  return systemPhases.includes(id)
    ? { id, name, type: 'system', kind: id }
    : { id, name, type: 'custom', kind: 'custom' };
}

/** The phases of a category: the last custom one is configured for the first category alone. */
export function phasesOf(personio: Personio, { id }: Category): Phase[] {
  const phases = personio.company.stagesOf(null).map(phaseOf);
  const last = phases.findLast(({ type }) => type === 'custom');
  const isFirst = personio.categories[0]?.id === id;
  return [...phases.filter((phase) => isFirst || phase !== last), ...ends];
}

function currentPhase(personio: Personio, application: Application): Phase {
  const end = personio.endOf(application);
  const found = ends.find(({ id }) => id === end);
  return found ?? phaseOf(personio.company.tables.stages.get(application.stageId));
}

/** A test's own values replace those that a shape has; the feed has others than v2. */
export function spoilt({ raw = {} }: Pick<Row, 'raw'>, rendered: object): object {
  const known = Object.entries(raw).filter(([name]) => name in rendered);
  return { ...rendered, ...Object.fromEntries(known) };
}

export function applicationShape(personio: Personio, application: Application): object {
  const { jobs, people, sources } = personio.company.tables;
  const { id, personId, jobId, sourceId, createdAt, updatedAt } = application;
  const person = people.get(personId);
  const job = jobId === null ? null : jobs.get(jobId);
  const source = sourceId === null ? null : sources.get(sourceId);
  return spoilt(application, {
    id,
    application_date: dayOf(personio, application),
    candidate: { id: person.id, ...nameOf(person), gender: genderOf(personio, person) },
    job: job && { id: job.id, name: job.title, department: departmentOf(personio, job) },
    current_stage: currentPhase(personio, application),
    channel: source && { id: source.id, name: source.name },
    is_anonymized: person.isErased,
    created_at: shownMoment(createdAt, id),
    updated_at: shownMoment(updatedAt, id),
  });
}

export function candidateShape(personio: Personio, person: Person): object {
  const { id, phones, links, place, createdAt, updatedAt } = person;
  const { location, phone } = attributesOf(personio, person);
  return spoilt(person, {
    id,
    ...nameOf(person),
    gender: genderOf(personio, person),
    phone: phones[0] ?? phone ?? null,
    location: location ?? (place && `${place.city}, ${place.country}`),
    linkedin_profile: links.find((link) => link.includes('linkedin.com')) ?? null,
    applications: personio.applicationsOf(id).map((one) => ({
      id: one.id,
      application_date: dayOf(personio, one),
    })),
    created_at: shownMoment(createdAt, id),
    updated_at: shownMoment(updatedAt, id),
  });
}

export function jobShape(personio: Personio, job: Job): object {
  const { id, title, hiringManagerId, recruiterId, createdAt, updatedAt } = job;
  const category = personio.categoryOf(job);
  return spoilt(job, {
    id,
    name: title,
    department: departmentOf(personio, job),
    category: { id: category.id, name: category.name },
    hiring_team: [
      { person: { id: hiringManagerId }, role: { name: 'Hiring Manager' } },
      { person: { id: recruiterId }, role: { name: 'Recruiter' } },
    ],
    created_at: shownMoment(createdAt, id),
    updated_at: shownMoment(updatedAt, id),
  });
}

export function categoryShape(personio: Personio, category: Category): object {
  const { id, name } = category;
  return { id, name, stages: phasesOf(personio, category) };
}

/** The latest first. */
export function transitionShapes(personio: Personio, application: Application): object[] {
  const { stages } = personio.company.tables;
  const passed = application.history.map(({ stageId, enteredAt }) => ({
    ...phaseOf(stages.get(stageId)),
    enteredAt,
  }));
  const last = currentPhase(personio, application);
  const { endedAt, id } = application;
  const all =
    endedAt === null || passed.at(-1)?.id === last.id
      ? passed
      : [...passed, { ...last, enteredAt: endedAt }];
  return all.toReversed().map(({ name, type, kind, enteredAt }) => ({
    stage: { name, type, kind },
    entered_at: shownMoment(enteredAt, id),
  }));
}

function dayOf({ kept }: Personio, { id, createdAt }: Application): string {
  return kept.sent.get(id)?.day ?? localDay(createdAt);
}

function nameOf({ isErased, givenName, familyName, emails }: Person): object {
  if (isErased) return { first_name: null, last_name: null, email: null };
  return { first_name: givenName, last_name: familyName, email: emails[0] ?? null };
}

const genders = ['female', 'male', 'diverse', 'undefined'];

function genderOf(personio: Personio, person: Person): string | null {
  if (person.isErased) return null;
  const { gender } = attributesOf(personio, person);
  return gender ?? genders[Number(person.id) % genders.length] ?? null;
}

/** What the person has sent with applications, the latest value of each. */
function attributesOf(personio: Personio, { id, isErased }: Person): Record<string, string> {
  if (isErased) return {};
  const sent = personio.applicationsOf(id).map((one) => personio.kept.sent.get(one.id));
  return Object.assign({}, ...sent.map((one) => one?.attributes)) as Record<string, string>;
}

function departmentOf(personio: Personio, { departmentId }: Job): object | null {
  if (departmentId === null) return null;
  const { id, name } = personio.company.tables.departments.get(departmentId);
  return { id, name };
}
