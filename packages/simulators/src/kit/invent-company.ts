import { dayMs, seedEnd, seedStart } from './calendar.ts';
import type { Now } from './clock.ts';
import type { Job, Question, Stage, User } from './company-rows.ts';
import { Company } from './company.ts';
import { People, stampsBetween } from './invent-people.ts';
import { inventNameOf, nameGroups } from './people.ts';
import { places } from './places.ts';
import type { SeededRandom } from './random.ts';
import type { SavedPart } from './saved-state.ts';
import * as words from './words.ts';

export interface CompanyOptions {
  random: SeededRandom;
  now: Now;
  /** How many people; everything else is sized from this. */
  people: number;
  /** Whether each job has stages of its own. Default: all jobs have the same. */
  hasStagesPerJob?: boolean;
  /** The vendor's own stages, in their order; those without an id get a new one. */
  stages?: readonly StageDraft[];
  /** Default: UUIDs. The `next` of an `IdSequence` gives whole numbers. */
  newId?: () => string;
}

type StageDraft = Pick<Stage, 'name' | 'kind'> & { id?: string };

/** Ids as vendors with a database sequence have them. */
export class IdSequence implements SavedPart {
  #next: number;

  constructor(first = 1001) {
    this.#next = first;
  }

  readonly next = (): string => String(this.#next++);

  get content(): number {
    return this.#next;
  }

  restore(content: unknown): void {
    this.#next = Number(content);
  }
}

/**
 * Invents a company with people of many scripts, all of them at example.com. The same seed gives
 * the same rows on every machine. Rows are as old as they say: the latest change is long ago.
 */
export function inventCompany(options: CompanyOptions): Company {
  const { random, now, people, newId = () => random.uuid(), stages = usualStages } = options;
  const company = new Company(newId, now);
  const jobCount = Math.max(20, Math.round(people / 40));
  addBasics(company, random);
  addUsers(company, random, Math.min(200, Math.max(16, jobCount)));
  if (options.hasStagesPerJob !== true) addStages(company, random, stages);
  for (let index = 0; index < jobCount; index += 1) {
    const { id } = addJob(company, random, index);
    if (options.hasStagesPerJob === true) addStages(company, random, stages, id);
  }
  const invented = new People(company, random);
  for (let index = 1; index <= people; index += 1) invented.add(index);
  return company;
}

const usualStages: readonly StageDraft[] = [
  { name: 'New applicant', kind: 'new' },
  { name: 'Recruiter screen', kind: 'screening' },
  { name: 'Phone interview', kind: 'interview' },
  { name: 'On-site interview', kind: 'interview' },
  { name: 'Offer', kind: 'offer' },
  { name: 'Hired', kind: 'hired' },
];
const reasons: [name: string, by: 'company' | 'candidate' | 'nobody'][] = [
  ['Missing required skills', 'company'],
  ['Position filled', 'company'],
  ['Accepted another offer', 'candidate'],
  ['Compensation expectations', 'candidate'],
  ['Unresponsive', 'nobody'],
];
const jobStatuses: Job['status'][] = [
  'open',
  'open',
  'closed',
  'open',
  'draft',
  'open',
  'archived',
];
const employments: Job['employment'][] = [
  'full time',
  'full time',
  'part time',
  'intern',
  'contract',
];
const roles: User['role'][] = ['admin', 'recruiter', 'hiring manager', 'interviewer'];
const questions: [text: string, type: Question['type'], options?: string[]][] = [
  ['How did you hear about us?', 'text'],
  ['Why do you want to join us?', 'long text'],
  ['Do you need a visa?', 'yes or no'],
  ['Level of German', 'choice', ['None', 'B1', 'B2', 'C1', 'Native']],
  ['Which tools do you know?', 'choices', ['Figma', 'SQL', 'Excel']],
  ['Years of experience', 'number'],
  ['Earliest start date', 'date'],
  ['Work sample', 'file'],
  ['Portfolio', 'url'],
];

/** What everything else refers to. */
function addBasics(company: Company, random: SeededRandom): void {
  const at = stampsBetween(random, seedStart, seedStart + 30 * dayMs);
  for (const [name, teams] of Object.entries(words.departmentTree)) {
    const { id } = company.add('departments', { name, parentId: null, ...at });
    for (const team of teams) company.add('departments', { name: team, parentId: id, ...at });
  }
  for (const name of words.tagNames) company.add('tags', { name, ...at });
  for (const [kind, names] of Object.entries(words.sourcesByKind)) {
    for (const name of names) company.add('sources', { name, kind, ...at });
  }
  for (const [name, by] of reasons) company.add('rejectionReasons', { name, by, ...at });
}

function addUsers(company: Company, random: SeededRandom, userCount: number): void {
  for (let index = 0; index < userCount; index += 1) {
    const { given, family, handle } = inventNameOf(random.pick(nameGroups.slice(0, 5)), random);
    company.add('users', {
      givenName: given,
      familyName: family,
      email: `${handle}.team${index + 1}@example.com`,
      role: roles[index % roles.length] ?? 'interviewer',
      isActive: index % 8 !== 7,
      ...stampsBetween(random, seedStart, seedEnd),
    });
  }
}

function addStages(
  company: Company,
  random: SeededRandom,
  stages: readonly StageDraft[],
  jobId: string | null = null,
): void {
  const at = stampsBetween(random, seedStart, seedStart + 30 * dayMs);
  for (const [order, stage] of stages.entries()) {
    company.add('stages', { ...stage, order, jobId, ...at });
  }
}

function addJob(company: Company, random: SeededRandom, index: number): Job {
  const { departments, users } = company.tables;
  const team = [...users.values()];
  const status = jobStatuses[index % jobStatuses.length] ?? 'open';
  const isEnded = status === 'closed' || status === 'archived';
  const stamps = stampsBetween(random, seedStart, seedEnd - 120 * dayMs);
  const openedAt = status === 'draft' ? null : stamps.createdAt + random.integer(1, 20) * dayMs;
  const closedAt = isEnded ? stamps.createdAt + random.integer(40, 110) * dayMs : null;
  const title = `${random.pick(words.seniorities)}${random.pick(words.jobTitles)}`;
  const low = random.integer(35, 90) * 1000;
  return company.add('jobs', {
    ...stamps,
    updatedAt: Math.max(stamps.updatedAt, openedAt ?? 0, closedAt ?? 0),
    title,
    code: `REQ-${1000 + index}`,
    status,
    isConfidential: index % 15 === 8,
    isPublished: status === 'open' && index % 9 !== 8,
    departmentId: index % 12 === 11 ? null : random.pick([...departments.values()]).id,
    place: index % 12 === 10 ? null : random.pick(places),
    isRemote: random.chance(0.2),
    employment: employments[index % employments.length] ?? 'full time',
    description: `<p>We look for a <strong>${title}</strong>.</p><ul><li>Small team</li><li>Café &amp; books</li></ul>`,
    hiringManagerId: random.pick(team).id,
    recruiterId: random.pick(team).id,
    openedAt,
    closedAt,
    salary: random.chance(0.6)
      ? {
          min: low,
          max: Math.round(low * 1.3),
          currency: random.pick(['EUR', 'USD', 'GBP']),
          per: 'year',
        }
      : null,
    questions: inventQuestions(company, random, index),
  });
}

/** Every job has some; the first has all. */
function inventQuestions(company: Company, random: SeededRandom, index: number): Question[] {
  const count = index === 0 ? questions.length : random.integer(2, 5);
  return random.sample(questions, count).map(([text, type, options = []]) => ({
    id: company.newId(),
    text,
    type,
    isRequired: random.chance(0.5),
    options: options.map((option) => ({ id: company.newId(), text: option })),
  }));
}
