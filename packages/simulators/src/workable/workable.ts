import { systemNow } from '../kit/clock.ts';
import type {
  Application,
  CompanyRows,
  Feedback,
  Interview,
  Job,
  Note,
  Offer,
  Stage,
  User,
} from '../kit/company-rows.ts';
import type { Company, TableName } from '../kit/company.ts';
import { FileStorage } from '../kit/files.ts';
import type { FileHandle } from '../kit/files.ts';
import { IdSequence, inventCompany } from '../kit/invent-company.ts';
import type { SeededRandom } from '../kit/random.ts';
import type { SimulatorOptions } from '../kit/simulator.ts';
import { workableScopes } from './access.ts';
import type { WorkableAccess } from './access.ts';
import { seededProfile } from './profiles.ts';
import type { Profile } from './profiles.ts';
import { idOfShortcode, invalid, missing, slugOf } from './words.ts';

export interface WorkableSimulatorOptions extends SimulatorOptions {
  /** Default: made from the seed. */
  accessToken?: string;
  /** What the tokens may do; default: everything. */
  access?: Partial<WorkableAccess>;
  limits?: {
    /** Whether the vendor's limit of requests is enforced and told; default: no. */
    areEnforced?: boolean;
    /** Requests in 10 seconds: 10 of an account token, the default; OAuth apps have 50. */
    requests?: number;
    /** Pages are never larger, whatever a client asks for; default 100, as the vendor has it. */
    pageSize?: number;
  };
}

export interface WorkableFile extends FileHandle {
  kind: 'resume' | null;
  addedAt: number;
}

const stages = [
  { name: 'Sourced', kind: 'new' },
  { name: 'Applied', kind: 'new' },
  { name: 'Shortlisted', kind: 'screening' },
  { name: 'Phone Screen', kind: 'screening' },
  { name: 'Assessment', kind: 'screening' },
  { name: 'Interview', kind: 'interview' },
  { name: 'Offer', kind: 'offer' },
  { name: 'Hired', kind: 'hired' },
] as const;

/** As long as the ids of real candidates: eight hexadecimal digits. */
const firstId = 0x27_27_00_00;
const previewLifeMs = 60_000_000;

/** The rows below a candidate, by table. */
interface Owned {
  feedback: Feedback;
  interviews: Interview;
  notes: Note;
  offers: Offer;
}

/** A simulated Workable account. A candidate is an application: one person in one job. */
export class Workable {
  readonly subdomain = 'example-works';
  readonly random: SeededRandom;
  readonly ids = new IdSequence(firstId);
  readonly company: Company;
  readonly access: WorkableAccess;
  readonly files: FileStorage;
  /** Pages are never larger. */
  readonly pageSize: number;
  /** Next pages that were named, by path and id. For tests, they can all lead to the first one. */
  readonly pages = { named: new Set<string>(), expired: new Set<string>(), areLooping: false };
  /** What the company has no place for; a state file keeps it. All by the ids of candidates. */
  readonly kept = {
    /** Of candidates that were written to. */
    profiles: new Map<string, Profile>(),
    /** Files that were added, also to seeded candidates. */
    files: new Map<string, readonly WorkableFile[]>(),
    disqualifications: new Map<
      string,
      { withdrew: boolean; note: string | null; userId: string }
    >(),
    /** Of copies: what they were made of. */
    origins: new Map<string, string>(),
    /** Those who were thanked for applying, by e-mail. */
    thanked: new Set<string>(),
  };
  /** In the order of lists; null after a change. */
  #candidates: Application[] | null = null;
  readonly #owned = new Map<keyof Owned, Map<string, Owned[keyof Owned][]>>();
  /** A member who was deleted, and still owns interviews. */
  readonly #deletedUserId: string | undefined;

  constructor(random: SeededRandom, options: WorkableSimulatorOptions) {
    const { candidates = 300, now = systemNow, limits = {}, access } = options;
    this.random = random;
    const newId = (): string => Number(this.ids.next()).toString(16);
    this.company = inventCompany({ random, now, people: candidates, stages, newId });
    makeJobsOdd(this.company);
    addTalentPool(this.company);
    this.access = { scopes: [...workableScopes], refused: null, ...access };
    const secret = random.uuid();
    this.files = new FileStorage({ random, secret, now, urlLifeMs: previewLifeMs });
    this.pageSize = limits.pageSize ?? 100;
    this.#deletedUserId = [...this.company.tables.users.values()].findLast(
      ({ isActive }) => !isActive,
    )?.id;
    this.company.onChange(({ table }) => {
      this.#owned.delete(table as keyof Owned);
      if (table !== 'applications') return;
      this.#candidates = null;
      // Notes about a person are with its oldest candidate.
      this.#owned.clear();
    });
  }

  /** From now on, the next pages that were named so far answer 404, until they are named anew. */
  expirePages(): void {
    for (const page of this.pages.named) this.pages.expired.add(page);
  }

  candidates(): readonly Application[] {
    return (this.#candidates ??= inOrder(this.company.tables.applications.values()));
  }

  jobs(): Job[] {
    return inOrder(this.company.tables.jobs.values());
  }

  /** Those who were not deleted. */
  members(): User[] {
    const users = inOrder(this.company.tables.users.values());
    return users.filter(({ id }) => id !== this.#deletedUserId);
  }

  /** A row by its id, or the vendor's 404. */
  find<Name extends TableName>(table: Name, id: string): CompanyRows[Name] {
    const row = this.company.tables[table].find(id);
    if (row === null) throw missing(table, id);
    return row;
  }

  findJob(shortcode: string): Job {
    return this.find('jobs', idOfShortcode(shortcode));
  }

  jobOf({ jobId }: Pick<Application, 'jobId'>): Job | null {
    return jobId === null ? null : this.company.tables.jobs.find(jobId);
  }

  /** The active member in whose name a request acts. */
  actor(id: unknown): User {
    const user = this.members().find((one) => one.id === id && one.isActive);
    if (user === undefined) throw invalid('member_id: there is no such active member');
    return user;
  }

  /** A stage of the pipeline of a job (null: of the talent pool) by its slug. */
  stageOf(jobId: string | null, slug: string): Stage {
    const stage = this.company.stagesOf(jobId).find((one) => slugOf(one) === slug);
    if (stage === undefined) throw invalid(`target_stage: the job has no stage ${slug}`);
    return stage;
  }

  profileOf(candidate: Application): Profile {
    const person = this.company.tables.people.get(candidate.personId);
    const kept = person.isErased ? undefined : this.kept.profiles.get(candidate.id);
    return kept ?? seededProfile(this.company, candidate, person);
  }

  changeProfile(candidate: Application, changed: Partial<Profile>): Application {
    this.kept.profiles.set(candidate.id, { ...this.profileOf(candidate), ...changed });
    return this.company.change('applications', candidate.id, {});
  }

  /** The newest résumé is the résumé. */
  filesOf({ id, personId, createdAt }: Application): WorkableFile[] {
    const { files, isErased } = this.company.tables.people.get(personId);
    const seeded = this.kept.profiles.get(id)?.isNew === true ? [] : files;
    const own = seeded.map((file) => ({ ...file, kind: 'resume' as const, addedAt: createdAt }));
    return isErased ? [] : [...own, ...(this.kept.files.get(id) ?? [])];
  }

  resumeOf(candidate: Application): WorkableFile | null {
    return this.filesOf(candidate).findLast(({ kind }) => kind === 'resume') ?? null;
  }

  addFile({ id }: Pick<Application, 'id'>, file: FileHandle, kind: WorkableFile['kind']): void {
    const addedAt = this.company.now();
    const files = [...(this.kept.files.get(id) ?? []), { ...file, kind, addedAt }];
    this.kept.files.set(id, files);
  }

  /** Takes away who a candidate is, as the deletion of personal data does. */
  anonymize({ id, personId }: Pick<Application, 'id' | 'personId'>): void {
    this.kept.disqualifications.delete(id);
    this.company.erasePerson(personId);
  }

  /** What belongs to a candidate; notes about a person alone are with its oldest one. */
  rowsOf<Name extends keyof Owned>(name: Name, { id }: Pick<Application, 'id'>): Owned[Name][] {
    const known = this.#owned.get(name) ?? this.#groupOwned(name);
    this.#owned.set(name, known);
    return (known.get(id) ?? []) as Owned[Name][];
  }

  #groupOwned(name: keyof Owned): Map<string, Owned[keyof Owned][]> {
    const oldest = new Map<string, string>();
    for (const { id, personId } of this.candidates()) {
      if (!oldest.has(personId)) oldest.set(personId, id);
    }
    const ownerOf = (row: Owned[keyof Owned]): string | null | undefined =>
      row.applicationId ?? ('personId' in row ? oldest.get(row.personId) : null);
    const rows: Iterable<Owned[keyof Owned]> = this.company.tables[name].values();
    return Map.groupBy(rows, (row) => ownerOf(row) ?? '');
  }
}

/** By id: rows of a table change their places when they change. All ids have eight digits. */
export function inOrder<T extends { id: string }>(rows: Iterable<T>): T[] {
  return [...rows].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Every seventh job has a pipeline of its own: a stage more. Names of questions have an "&". */
function makeJobsOdd(company: Company): void {
  for (const [index, job] of [...company.tables.jobs.values()].entries()) {
    const questions = job.questions.map((question) =>
      question.type === 'url' ? { ...question, text: 'Portfolio & samples' } : question,
    );
    company.tables.jobs.put({ ...job, questions });
    if (index % 7 !== 3) continue;
    const { id: jobId, createdAt, updatedAt } = job;
    const stage = { name: 'Trial Day', kind: 'interview', order: 5.5, jobId } as const;
    company.add('stages', { ...stage, createdAt, updatedAt });
  }
}

/** People who are in no job are in the talent pool. */
function addTalentPool(company: Company): void {
  const rows = [...company.tables.applications.values()];
  const applied = new Set(rows.map(({ personId }) => personId));
  for (const { id: personId, createdAt, updatedAt } of company.tables.people.values()) {
    if (applied.has(personId)) continue;
    const stageId = company.stagesOf(null)[0]?.id ?? '';
    const history = [{ stageId, enteredAt: createdAt, userId: null }];
    const pooled = { personId, jobId: null, isSourced: true };
    company.addApplication({ ...pooled, createdAt, updatedAt, history });
  }
}
