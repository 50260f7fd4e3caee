import { systemNow } from '../kit/clock.ts';
import { seedStart } from '../kit/calendar.ts';
import type { Application, Job, Named } from '../kit/company-rows.ts';
import type { Company } from '../kit/company.ts';
import { FileStorage } from '../kit/files.ts';
import type { FileHandle } from '../kit/files.ts';
import { IdSequence, inventCompany } from '../kit/invent-company.ts';
import { PageTokens } from '../kit/page-tokens.ts';
import { places } from '../kit/places.ts';
import type { Place } from '../kit/places.ts';
import type { SeededRandom } from '../kit/random.ts';
import type { SimulatorOptions } from '../kit/simulator.ts';
import { Table } from '../kit/table.ts';
import type { TeamtailorAccess } from './access.ts';
import { interviewQuestions, libraryOf } from './question-library.ts';
import type { PickedQuestion, Question } from './question-library.ts';

export interface TeamtailorOptions extends SimulatorOptions {
  /** Default: made from the seed. */
  apiKey?: string;
  /** The stack that the account is on; default `eu`. */
  region?: 'eu' | 'na';
  /** What the key may do; default: everything. */
  access?: Partial<Omit<TeamtailorAccess, 'apiKey'>>;
  limits?: {
    /** Whether the vendor's limit of requests is enforced; default: no. */
    areEnforced?: boolean;
    /** Pages are never larger, whatever a client asks for; default 30, as the vendor has it. */
    pageSize?: number;
  };
}

interface Stamped {
  id: string;
  createdAt: number;
  updatedAt: number;
}

/** A person has one answer to a question, for all jobs that ask it. */
export interface Answer extends Stamped {
  personId: string;
  questionId: string;
  /** Of an answer that an interviewer gave about the person. */
  interviewId: string | null;
  /** By the name of the attribute: `choices`, `text`, … */
  value: Readonly<Record<string, unknown>>;
}

export interface SentFile extends FileHandle {
  expiresAt: number;
}

export interface Upload extends Stamped, FileHandle {
  personId: string;
  jobId: string | null;
  answerId: string | null;
}

export interface CustomField extends Named {
  typeName: string;
  owner: 'candidates' | 'jobs';
}

export interface CustomValue extends Stamped {
  fieldId: string;
  ownerId: string;
  value: unknown;
}

/** What applications and candidates have, and the company has no place for. */
export interface Details {
  coverLetter?: string | null;
  referringUrl?: string | null;
  referringSite?: string | null;
  sourced?: boolean;
  pitch?: string | null;
  locationIds?: readonly string[];
  departmentId?: string | null;
  roleId?: string | null;
}

export interface Location {
  id: string;
  place: Place;
}

export interface Region extends Named {
  locationIds: string[];
}

const stages = [
  { name: 'Inbox', kind: 'new' },
  { name: 'Screening', kind: 'screening' },
  { name: 'First interview', kind: 'interview' },
  { name: 'Team interview', kind: 'interview' },
  { name: 'Offer', kind: 'offer' },
  { name: 'Hired', kind: 'hired' },
] as const;

const customFields: [name: string, type: string, owner: CustomField['owner']][] = [
  ['Notice period', 'Text', 'candidates'],
  ['Driving licence', 'Checkbox', 'candidates'],
  ['Spoken languages', 'MultiSelect', 'candidates'],
  ['Available from', 'Date', 'candidates'],
  ['Cost centre', 'Number', 'jobs'],
];

const continents: Readonly<Record<string, string>> = { America: 'Americas', Asia: 'Asia' };

/** A simulated account: the company, and what the key sees of it. */
export class Teamtailor {
  readonly random: SeededRandom;
  readonly company: Company;
  readonly access: TeamtailorAccess;
  readonly files: FileStorage;
  readonly tokens: PageTokens;
  readonly ids = new IdSequence(3_000_000_001);
  /** Pages are never larger. */
  readonly pageSize: number;
  /** Whether numbered pages lead back to the first, instead of on. */
  isLooping = false;
  readonly locations: readonly Location[];
  readonly regions: readonly Region[];
  readonly customFields: readonly CustomField[];
  readonly questions: readonly Question[];
  readonly pickedQuestions: readonly PickedQuestion[];
  /** What the company has no place for; a state file keeps it. */
  readonly kept = {
    answers: new Table<Answer>(),
    uploads: new Table<Upload>(),
    customValues: new Table<CustomValue>(),
    /** By the id of the candidate or the application. */
    details: new Map<string, Details>(),
    /** By the address that was given to a file that came in a request. */
    sentFiles: new Map<string, SentFile>(),
  };
  #groups = new Map<string, Map<string, string[]>>();

  constructor(random: SeededRandom, options: TeamtailorOptions) {
    const { candidates = 300, now = systemNow, limits = {}, access } = options;
    const secret = random.uuid();
    const apiKey = options.apiKey ?? random.uuid().replaceAll('-', '');
    this.random = random;
    this.access = { apiKey, level: 'admin', rights: 'read and write', ...access };
    this.files = new FileStorage({ random, secret, now, urlLifeMs: 60_000 });
    this.tokens = new PageTokens(secret);
    this.pageSize = limits.pageSize ?? 30;
    const { next: newId } = this.ids;
    const company = { random, now, people: candidates, hasStagesPerJob: true, stages, newId };
    this.company = inventCompany(company);
    this.locations = places.map((place) => ({ id: newId(), place }));
    this.regions = ['Europe', 'Americas', 'Asia'].map((name) => ({
      ...this.#founded(),
      name,
      locationIds: this.locations
        .filter(({ place }) => regionOf(place) === name)
        .map(({ id }) => id),
    }));
    this.customFields = customFields.map(([name, type, owner]) => ({
      ...this.#founded(),
      name,
      typeName: `CustomField::${type}`,
      owner,
    }));
    const { jobs, feedback } = this.company.tables;
    const library = libraryOf([...jobs.values()], newId);
    this.questions = [...library.questions, ...interviewQuestions([...feedback.values()], newId)];
    this.pickedQuestions = library.picked;
    this.company.onChange(({ kind, row }) => {
      this.#groups.clear();
      if (kind === 'removed') this.#forget(row.id);
    });
  }

  /** Made with the account. */
  #founded(): Stamped {
    return { id: this.ids.next(), createdAt: seedStart, updatedAt: seedStart };
  }

  /** The ids of rows by what they belong to; remembered until something changes. */
  idsOf<T extends { id: string }>(
    name: string,
    rows: () => Iterable<T>,
    keyOf: (row: T) => string | null,
  ): (key: string) => readonly string[] {
    let groups = this.#groups.get(name);
    if (groups === undefined) {
      groups = new Map<string, string[]>();
      for (const row of rows()) {
        const key = keyOf(row);
        if (key === null) continue;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [row.id]);
        else group.push(row.id);
      }
      this.#groups.set(name, groups);
    }
    return (key) => groups.get(key) ?? [];
  }

  /** Adds or replaces a record that the company has no place for. */
  keep<T extends Stamped>(
    table: Table<T>,
    fields: Omit<T, keyof Stamped> & Partial<Stamped>,
  ): string {
    const at = this.company.now();
    const stamped: Stamped = { id: fields.id ?? this.ids.next(), createdAt: at, updatedAt: at };
    // The compiler cannot add up what `Omit` has taken from a type that is not known yet.
    const row = { ...stamped, ...fields } as unknown as T;
    this.#groups.clear();
    return table.put(row).id;
  }

  drop<T extends Stamped>(table: Table<T>, id: string): void {
    this.#groups.clear();
    table.delete(id);
  }

  change({ id }: { id: string }, details: Details): void {
    this.kept.details.set(id, { ...this.kept.details.get(id), ...details });
  }

  detailsOf({ id }: { id: string }): Details {
    return this.kept.details.get(id) ?? {};
  }

  locationIdOf(place: Place | null): string | null {
    return this.locations.find((location) => location.place.city === place?.city)?.id ?? null;
  }

  /** Every sixth job is in two places. */
  locationIdsOf({ place, code }: Job): string[] {
    const first = this.locationIdOf(place);
    if (first === null) return [];
    const number = Number(code.slice(4));
    const second = this.locations[number % this.locations.length]?.id ?? first;
    return number % 6 === 3 ? [...new Set([first, second])] : [first];
  }

  regionIdsOf(locationIds: readonly string[]): string[] {
    return this.regions
      .filter((region) => locationIds.some((id) => region.locationIds.includes(id)))
      .map(({ id }) => id);
  }

  /** A department, and the role below it. */
  placementOf(id: string | null): { departmentId: string | null; roleId: string | null } {
    const parentId = this.company.tables.departments.find(id ?? '')?.parentId ?? null;
    return parentId === null
      ? { departmentId: id, roleId: null }
      : { departmentId: parentId, roleId: id };
  }

  /** The oldest first. */
  applicationsOf(personId: string): Application[] {
    const { applications } = this.company.tables;
    const idsOf = this.idsOf(
      'people',
      () => applications.values(),
      (one) => one.personId,
    );
    return idsOf(personId)
      .map((id) => applications.get(id))
      .toSorted((a, b) => a.createdAt - b.createdAt);
  }

  /** As somebody does it in the user interface: the kept candidate takes over what the other had. */
  mergeCandidates(keptId: string, goneId: string): void {
    const { answers, uploads, customValues } = this.kept;
    for (const table of [answers, uploads] as Table<Answer | Upload>[]) {
      for (const row of rowsOf(table, 'personId', goneId)) table.put({ ...row, personId: keptId });
    }
    for (const row of rowsOf(customValues, 'ownerId', goneId)) {
      customValues.put({ ...row, ownerId: keptId });
    }
    this.company.mergePeople(keptId, goneId);
  }

  /** What belongs to somebody who is deleted goes, too. */
  #forget(id: string): void {
    const { answers, uploads, customValues, details } = this.kept;
    details.delete(id);
    for (const { id: own } of rowsOf(answers, 'personId', id)) answers.delete(own);
    for (const { id: own } of rowsOf(answers, 'interviewId', id)) answers.delete(own);
    for (const { id: own } of rowsOf(uploads, 'personId', id)) uploads.delete(own);
    for (const { id: own } of rowsOf(customValues, 'ownerId', id)) customValues.delete(own);
  }
}

function rowsOf<T extends { id: string }>(table: Table<T>, name: keyof T, id: string): T[] {
  return [...table.values()].filter((row) => row[name] === id);
}

function regionOf({ timezone }: Place): string {
  return continents[timezone.split('/')[0] ?? ''] ?? 'Europe';
}
