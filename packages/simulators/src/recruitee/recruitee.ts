import { systemNow } from '../kit/clock.ts';
import type {
  Application,
  CompanyRows,
  Job,
  Person,
  Row,
  Stage,
  User,
} from '../kit/company-rows.ts';
import type { Company, TableName } from '../kit/company.ts';
import { FileStorage } from '../kit/files.ts';
import { Groups } from '../kit/groups.ts';
import { IdSequence, inventCompany } from '../kit/invent-company.ts';
import type { SeededRandom } from '../kit/random.ts';
import type { RateLimit, SimulatorOptions } from '../kit/simulator.ts';
import { abilities } from './access.ts';
import type { Ability, Access } from './access.ts';
import { missing } from './input.ts';
import { addOddOnes } from './odd-ones.ts';
import { stageNames } from './stages.ts';

export interface RecruiteeSimulatorOptions extends SimulatorOptions {
  /** What the token's owner may do; default: everything. */
  abilities?: Ability[];
  limits?: {
    /** The vendor has published no number: a test names one. Default: no limit. */
    rate?: RateLimit;
    /** Pages are never larger, whatever a client asks for. */
    pageSize?: number;
  };
}

/** What Recruitee knows of a candidate, and the company has no place for. */
export interface Profile {
  coverLetter: string | null;
  /** `manual`, `career_site` … */
  origin: string;
  /** Null: those of the placements. */
  sources: readonly string[] | null;
  fields: readonly { id: string; kind: string; name: string | null; values: readonly unknown[] }[];
}

/** Larger than 32 bits, as ids of old and large systems are. */
const firstId = 4_300_000_001;

/** A simulated account of Recruitee: the company, and what the token sees of it. */
export class Recruitee {
  readonly random: SeededRandom;
  readonly company: Company;
  readonly access: Access;
  readonly files: FileStorage;
  readonly ids = new IdSequence(firstId);
  /** Pages are never larger. */
  readonly pageSize: number;
  /** What tests switch on while the simulator runs. */
  readonly behaviour = {
    /** `offset` and `page` are ignored, so that every page is the first one. */
    repeatsPages: false,
    /** Notes are taken as JSON documents only, as the reference has them. */
    refusesNoteTexts: false,
  };
  /** What the company has no place for; a state file keeps it. */
  readonly kept = {
    /** Talent pools are offers of another kind. */
    pools: new Set<string>(),
    /** Offers that hire into an opening: a move to a hire stage has to name it. */
    openings: new Set<string>(),
    /** By person. */
    profiles: new Map<string, Profile>(),
    /** Notes that were written as a JSON document, by id. */
    documents: new Map<string, unknown>(),
    activities: new Array<Activity>(),
  };
  /** The records that Recruitee made for a demonstration. */
  readonly examples: ReadonlySet<string>;
  readonly placements: Groups<Application>;
  readonly assigned: Groups<Application>;
  readonly notes: Groups<CompanyRows['notes']>;
  readonly feedback: Groups<CompanyRows['feedback']>;

  constructor(random: SeededRandom, options: RecruiteeSimulatorOptions) {
    const { candidates = 300, now = systemNow, limits = {} } = options;
    this.random = random;
    const secret = random.uuid();
    this.access = {
      token: Buffer.from(random.uuid()).toString('base64'),
      companyId: String(random.integer(10_000, 99_999)),
      subdomain: 'example-company',
      abilities: [...(options.abilities ?? abilities)],
    };
    this.company = inventCompany({
      random,
      now,
      people: candidates,
      stages: stageNames,
      newId: this.ids.next,
    });
    this.files = new FileStorage({ random, secret, now });
    this.pageSize = limits.pageSize ?? Infinity;
    const { applications, notes, feedback, people, jobs } = this.company.tables;
    this.examples = new Set([people, jobs].flatMap((table) => [...table.values()][0]?.id ?? []));
    for (const id of addOddOnes(this.company)) this.kept.pools.add(id);
    this.placements = new Groups(this.company, applications, ({ personId }) => personId);
    this.assigned = new Groups(this.company, applications, ({ jobId }) => jobId ?? '');
    this.notes = new Groups(this.company, notes, ({ personId }) => personId);
    this.feedback = new Groups(this.company, feedback, ({ applicationId }) => applicationId);
    this.company.onChange(({ kind, table, row }) => {
      const personId = table === 'people' ? row.id : 'personId' in row ? row.personId : null;
      if (personId === null) return;
      const event = `${table === 'people' ? 'candidate' : table}_${kind}`;
      this.kept.activities.push({ id: this.ids.next(), at: this.company.now(), event, personId });
    });
  }

  /** A row by its id, or the vendor's refusal. */
  find<Name extends TableName>(table: Name, id: unknown, what: string): CompanyRows[Name] {
    const row = this.company.tables[table].find(String(id));
    if (row === null) throw missing(what);
    return row;
  }

  findCandidate = (id: unknown): Person => this.find('people', id, 'Candidate');

  findPlacement = (id: unknown): Application => this.find('applications', id, 'Placement');

  /** An offer of any kind. */
  findOffer = (id: unknown): Job => this.find('jobs', id, 'Offer');

  isPool = (id: string | null): boolean => id !== null && this.kept.pools.has(id);

  /** Most offers share one pipeline; drafts and talent pools have their own. */
  pipelineOf({ id }: Pick<Job, 'id'>): Stage[] {
    const stages = this.company.stagesOf(id);
    const own = stages.filter(({ jobId }) => jobId === id);
    return own.length > 0 ? own : stages;
  }

  /** Where people start: in `Applied`, or in the only stage of a pool. */
  firstStageOf(job: Job): Stage {
    const stages = this.pipelineOf(job);
    const first = stages.find(({ name }) => name === 'Applied') ?? stages[0];
    if (first === undefined) throw new Error(`Offer ${job.id} has no stages`);
    return first;
  }

  /** The owner of the token. */
  get owner(): User {
    const [first] = this.company.tables.users.values();
    if (first === undefined) throw new Error('The company has no users');
    return first;
  }

  profileOf(person: Person): Profile {
    const none = { coverLetter: null, origin: 'manual', sources: null, fields: [] };
    return this.kept.profiles.get(person.id) ?? none;
  }

  changeProfile(person: Person, changed: Partial<Profile>): void {
    this.kept.profiles.set(person.id, { ...this.profileOf(person), ...changed });
    this.company.change('people', person.id, {});
  }

  /** Placements and notes are activity, too; the date of a candidate is that of the person alone. */
  lastActivityOf(person: Person): number {
    const rows: Row[] = [person, ...this.placements.of(person.id), ...this.notes.of(person.id)];
    return Math.max(...rows.map(({ updatedAt }) => updatedAt));
  }
}

export interface Activity {
  id: string;
  at: number;
  event: string;
  personId: string;
}
