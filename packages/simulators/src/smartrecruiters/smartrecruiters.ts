import { systemNow } from '../kit/clock.ts';
import type { Application, CompanyRows, Job, Person, User } from '../kit/company-rows.ts';
import type { Company, TableName } from '../kit/company.ts';
import { FileStorage } from '../kit/files.ts';
import { Groups } from '../kit/groups.ts';
import { inventCompany } from '../kit/invent-company.ts';
import { PageTokens } from '../kit/page-tokens.ts';
import type { SeededRandom } from '../kit/random.ts';
import type { SimulatorOptions } from '../kit/simulator.ts';
import { refusal, smartRecruitersScopes } from './access.ts';
import type { SmartRecruitersAccess } from './access.ts';
import { seededProfile } from './profiles.ts';
import type { Profile } from './profiles.ts';
import { stages } from './stages.ts';
import type { CandidateStatus } from './stages.ts';

export interface SmartRecruitersSimulatorOptions extends SimulatorOptions {
  /** Default: made from the seed. */
  apiKey?: string;
  /** What the key may do; default: everything. */
  access?: Partial<SmartRecruitersAccess>;
  limits?: {
    /** Whether the vendor's limits of requests are kept; default: no. */
    areEnforced?: boolean;
    /** Pages are never larger, whatever a client asks for; default 100, as the vendor has it. */
    pageSize?: number;
  };
}

/** An answer of the Application API, as it came. */
export interface GivenAnswer {
  id: string;
  records: readonly { fields: Readonly<Record<string, readonly string[]>> }[];
}

interface Behaviour {
  /** A stage that nobody may skip. */
  requiredStageId: string | null;
  /** Whether a new status of an application counts as a change of its candidate. */
  moveUpdates: boolean;
  /** Lists of candidates are answered when this ends. */
  heldLists: Promise<void> | null;
}

/** A simulated SmartRecruiters account. Each application is an assignment of a candidate to a job. */
export class SmartRecruiters {
  readonly identifier = 'ExampleCompany';
  readonly random: SeededRandom;
  readonly company: Company;
  readonly access: SmartRecruitersAccess;
  readonly files: FileStorage;
  readonly pages: PageTokens;
  /** Pages are never larger. */
  readonly pageSize: number;
  readonly areLimitsEnforced: boolean;
  /** What tests switch on while the simulator runs. */
  readonly behaviour: Behaviour = {
    requiredStageId: null,
    moveUpdates: true,
    heldLists: null,
  };
  /** What the company has no place for; a state file keeps it. */
  readonly kept = {
    /** Of candidates that were written to. */
    profiles: new Map<string, Profile>(),
    /** How applications ended, when a request ended them. */
    ends: new Map<string, CandidateStatus>(),
    startsOn: new Map<string, string>(),
    /** Answers that came with an application, by its id. */
    answers: new Map<string, readonly GivenAnswer[]>(),
    /** Files that were added, by the id of their application. */
    files: new Map<string, readonly AddedFile[]>(),
    deletedFiles: new Set<string>(),
    /** Files that are found to be malicious. */
    malware: new Set<string>(),
    /** By candidate: what the Application API was told. */
    consents: new Map<string, Readonly<Record<string, boolean>>>(),
    /** Applications that the API made without a source. */
    fromApi: new Set<string>(),
    /** Of messages that were written: `OPEN`, `EVERYONE` … */
    visibilities: new Map<string, string>(),
    /** Users who were mailed, for they were mentioned. */
    mailed: new Array<string>(),
    /** Values of candidate fields, by application and field. */
    properties: new Map<string, ReadonlyMap<string, unknown>>(),
  };
  /** Called for each file that is added, by the ids of its application and itself. */
  onFile: (applicationId: string, fileId: string) => void = () => {};
  readonly #applications: Groups<Application>;
  readonly #assigned: Groups<Application>;
  readonly interviews: Groups<CompanyRows['interviews']>;
  readonly offers: Groups<CompanyRows['offers']>;
  readonly notes: Groups<CompanyRows['notes']>;
  readonly reviews: Groups<CompanyRows['feedback']>;
  /** A user who was deleted, and still has interviews. */
  readonly #deletedUserId: string | undefined;

  constructor(random: SeededRandom, options: SmartRecruitersSimulatorOptions) {
    const { candidates = 300, now = systemNow, limits = {}, access } = options;
    this.random = random;
    this.company = inventCompany({ random, now, people: candidates, stages });
    this.access = { scopes: [...smartRecruitersScopes], ...access };
    this.files = new FileStorage({ random, secret: random.uuid(), now });
    this.pages = new PageTokens(random.uuid());
    this.pageSize = limits.pageSize ?? 100;
    this.areLimitsEnforced = limits.areEnforced === true;
    const { applications, interviews, offers, notes, feedback, users } = this.company.tables;
    const { company } = this;
    this.#applications = new Groups(company, applications, ({ personId }) => personId);
    this.#assigned = new Groups(company, applications, ({ jobId }) => jobId ?? '');
    this.interviews = new Groups(company, interviews, ({ applicationId }) => applicationId);
    this.offers = new Groups(company, offers, ({ applicationId }) => applicationId);
    this.notes = new Groups(company, notes, ({ personId }) => personId);
    this.reviews = new Groups(company, feedback, ({ applicationId }) => applicationId);
    this.#deletedUserId = [...users.values()].findLast(({ isActive }) => !isActive)?.id;
  }

  /** The newest first: that one is the primary assignment. */
  assignmentsOf({ id }: Pick<Person, 'id'>): Assigned[] {
    const own = this.#applications.of(id).filter((one): one is Assigned => one.jobId !== null);
    return own.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  }

  applicationsIn({ id }: Pick<Job, 'id'>): readonly Application[] {
    return this.#assigned.of(id);
  }

  /** Those who are in a job: lists show no others. */
  candidates(): Person[] {
    const people = [...this.company.tables.people.values()];
    const isAssigned = ({ id }: Person): boolean =>
      this.#applications.of(id).some(({ jobId }) => jobId !== null);
    return people.filter((person) => !person.isErased && isAssigned(person));
  }

  /** Those who were not deleted. */
  users(): User[] {
    return [...this.company.tables.users.values()].filter(({ id }) => id !== this.#deletedUserId);
  }

  /** The one whose key it is. */
  keyUser(): User {
    const user = this.users().find(({ role, isActive }) => isActive && role === 'admin');
    if (user === undefined) throw new Error('The company has no active administrator.');
    return user;
  }

  /** A row by its id, or a 404 with the vendor's code. */
  find<Name extends TableName>(table: Name, id: unknown, code: string): CompanyRows[Name] {
    const row = this.company.tables[table].find(String(id));
    if (row === null) throw refusal(404, code, `There is no ${table} ${String(id)}`);
    return row;
  }

  findCandidate(id: unknown): Person {
    const person = this.find('people', id, 'CANDIDATE_NOT_FOUND');
    if (person.isErased) throw refusal(404, 'CANDIDATE_NOT_FOUND', 'The candidate was deleted');
    return person;
  }

  findJob(id: unknown): Job {
    return this.find('jobs', id, 'JOB_NOT_FOUND');
  }

  /** What assigns a candidate to a job. */
  findAssignment(candidateId: unknown, jobId: unknown): Assigned {
    const person = this.findCandidate(candidateId);
    const found = this.assignmentsOf(person).find((one) => one.jobId === jobId);
    if (found === undefined) {
      throw refusal(404, 'JOB_NOT_FOUND', 'The candidate is not assigned to this job');
    }
    return found;
  }

  updatedAt(person: Person): number {
    const moves = this.behaviour.moveUpdates ? this.#applications.of(person.id) : [];
    return Math.max(...[person, ...moves].map(({ updatedAt }) => updatedAt));
  }

  profileOf(person: Person): Profile {
    return this.kept.profiles.get(person.id) ?? seededProfile(person);
  }

  changeProfile(person: Person, changed: Partial<Profile>): Person {
    this.kept.profiles.set(person.id, { ...this.profileOf(person), ...changed });
    return this.company.change('people', person.id, {});
  }

  /** Those that were seeded are with the oldest application. */
  filesOf(application: Assigned): AddedFile[] {
    const person = this.company.tables.people.get(application.personId);
    const isOldest = this.assignmentsOf(person).at(-1)?.id === application.id;
    const seeded = person.files.map((file): AddedFile => {
      const type = file.kind === 'resume' ? 'RESUME' : 'GENERIC_FILE';
      return { ...file, type, contentType: 'application/pdf' };
    });
    const all = [...(isOldest ? seeded : []), ...(this.kept.files.get(application.id) ?? [])];
    return all.filter(({ id }) => !this.kept.deletedFiles.has(id));
  }
}

export type Assigned = Application & { jobId: string };

export interface AddedFile {
  id: string;
  name: string;
  handle: string;
  /** `RESUME`, `COVER_LETTER`, `GENERIC_FILE` */
  type: string;
  contentType: string;
}
