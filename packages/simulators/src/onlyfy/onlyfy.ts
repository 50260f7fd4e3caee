import { systemNow } from '../kit/clock.ts';
import type {
  Application,
  CompanyRows,
  Feedback,
  Job,
  Person,
  Stage,
} from '../kit/company-rows.ts';
import type { Company, TableName } from '../kit/company.ts';
import { FileStorage } from '../kit/files.ts';
import { Groups } from '../kit/groups.ts';
import { IdSequence, inventCompany } from '../kit/invent-company.ts';
import type { SeededRandom } from '../kit/random.ts';
import type { RateRule } from '../kit/rate-limiter.ts';
import type { SimulatorOptions } from '../kit/simulator.ts';
import { notFound } from '../kit/vendor-message.ts';
import type { OnlyfyAccess } from './access.ts';
import { nothingPersonal, seededApplication } from './application-details.ts';
import type { ApplicationDetails } from './application-details.ts';
import { seededCandidate } from './candidate-details.ts';
import type { CandidateDetails } from './candidate-details.ts';
import { inventCatalogue } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';

export interface OnlyfySimulatorOptions extends SimulatorOptions {
  /** Default: made from the seed. */
  apiKey?: string;
  limits?: {
    /** Pages are never larger, whatever a client asks for; default 100. */
    pageSize?: number;
    /** Whether an empty page with a next one follows each page; default: no. */
    hasEmptyPages?: boolean;
    /** Default: none, as the vendor documents none. */
    rate?: Pick<RateRule, 'requests' | 'windowMs' | 'hasRetryAfter'>;
  };
}

const stages = [
  { name: 'Neu', kind: 'new' },
  { name: 'In Prüfung', kind: 'screening' },
  { name: 'Interview', kind: 'interview' },
  { name: 'Angebot', kind: 'offer' },
  { name: 'Eingestellt', kind: 'hired' },
] as const;

/** A simulated onlyfy one account. What it holds are the rows of its company. */
export class Onlyfy {
  readonly ids = new IdSequence(100_001);
  readonly company: Company;
  readonly catalogue: Catalogue;
  readonly files: FileStorage;
  readonly access: OnlyfyAccess = { refused: null };
  /** Next pages that were named, as path and query. For tests, they can all lead to the first. */
  readonly pages = {
    named: new Set<string>(),
    expired: new Set<string>(),
    areLooping: false,
  };
  readonly limits: NonNullable<OnlyfySimulatorOptions['limits']>;
  /** What the vendor's documents leave open. Tests may change it. */
  readonly habits = { patchReplacesFiles: false };
  /** The statuses that end an application, and the one that only one of the sets has. */
  readonly statusIds: { rejected: string; withdrawn: string; trial: string };
  readonly statusSetIds: { usual: string; trial: string };
  /** What the company has no place for; a state file keeps it. All by ids. */
  readonly kept = {
    /** Of candidates and applications that were written to. */
    candidates: new Map<string, CandidateDetails>(),
    applications: new Map<string, ApplicationDetails>(),
    /** Fields of jobs that were written, as they are shown. */
    jobs: new Map<string, Record<string, unknown>>(),
    /** Why an application got a status, by its id and the index of the entry in its history. */
    reasons: new Map<string, string>(),
    /** Candidates who were sent an e-mail. */
    mailed: new Set<string>(),
  };
  readonly #lists = new Map<TableName, readonly CompanyRows[TableName][]>();
  readonly #applicationsOf: Groups<Application>;
  readonly #feedbackOf: Groups<Feedback>;

  constructor(random: SeededRandom, options: OnlyfySimulatorOptions) {
    const { candidates = 300, now = systemNow, limits = {} } = options;
    this.limits = limits;
    const newId = this.ids.next;
    this.company = inventCompany({
      random,
      now,
      people: candidates,
      stages,
      newId,
    });
    this.catalogue = inventCatalogue(this.company);
    this.files = new FileStorage({ random, secret: random.uuid(), now });
    this.statusIds = addStatuses(this.company);
    this.statusSetIds = { usual: newId(), trial: newId() };
    enterStatuses(this);
    const { applications, feedback } = this.company.tables;
    this.#applicationsOf = new Groups(this.company, applications, ({ personId }) => personId);
    this.#feedbackOf = new Groups(this.company, feedback, ({ applicationId }) => applicationId);
    this.company.onChange(({ table }) => this.#lists.delete(table));
  }

  /** The rows of a table in the order of their ids. */
  list<Name extends TableName>(table: Name): readonly CompanyRows[Name][] {
    const known = this.#lists.get(table) ?? inOrder(this.company.tables[table].values());
    this.#lists.set(table, known);
    return known as readonly CompanyRows[Name][];
  }

  /** A row by its id, or the vendor's 404. */
  find<Name extends TableName>(table: Name, id: string): CompanyRows[Name] {
    const row = this.company.tables[table].find(id);
    if (row === null) throw notFound(table, id);
    return row;
  }

  applicationsOf({ id }: Pick<Person, 'id'>): Application[] {
    return inOrder(this.#applicationsOf.of(id));
  }

  feedbackOn({ id }: Pick<Application, 'id'>): readonly Feedback[] {
    return this.#feedbackOf.of(id);
  }

  /** Every fifth job has the set with a trial day. */
  statusSetOf({ code }: Pick<Job, 'code'>): keyof Onlyfy['statusSetIds'] {
    return Number(code.split('-')[1]) % 5 === 3 ? 'trial' : 'usual';
  }

  /** The statuses of a set in their order. Sets share what both have. */
  statusesOf(set: keyof Onlyfy['statusSetIds']): Stage[] {
    const all = this.company.stagesOf(null);
    return set === 'trial' ? all : all.filter(({ id }) => id !== this.statusIds.trial);
  }

  candidateOf(person: Person): CandidateDetails {
    const kept = this.kept.candidates.get(person.id);
    return kept ?? seededCandidate(this, person, this.applicationsOf(person));
  }

  changeCandidate(person: Person, changed: Partial<CandidateDetails>): Person {
    this.kept.candidates.set(person.id, {
      ...this.candidateOf(person),
      ...changed,
    });
    return this.company.change('people', person.id, {});
  }

  applicationOf(application: Application): ApplicationDetails {
    const kept = this.kept.applications.get(application.id);
    return kept ?? seededApplication(this.company, application, this.statusIds.withdrawn);
  }

  changeApplication(application: Application, changed: Partial<ApplicationDetails>): Application {
    const data = { ...this.applicationOf(application), ...changed };
    this.kept.applications.set(application.id, data);
    return this.company.change('applications', application.id, {});
  }

  /** Gives an application a status, and changes nothing else; the reason is free text. */
  setStatus(application: Application, statusId: string, reason: string | null): void {
    const { id, history } = application;
    this.kept.applications.set(id, this.applicationOf(application));
    if (reason !== null) this.kept.reasons.set(`${id} ${history.length}`, reason);
    this.company.moveApplication(id, statusId);
    const isEnd = [this.statusIds.rejected, this.statusIds.withdrawn].includes(statusId);
    if (isEnd) this.company.endApplication(id, 'rejected');
    else if (this.company.tables.stages.get(statusId).kind !== 'hired') {
      this.company.reopenApplication(id);
    }
  }

  /** Takes away who a candidate is, as when the time for keeping personal data is over. */
  anonymize(id: string): void {
    this.kept.candidates.delete(id);
    for (const application of this.applicationsOf({ id })) {
      const { id: applicationId } = application;
      const details = { ...this.applicationOf(application), ...nothingPersonal };
      this.kept.applications.set(applicationId, details);
      for (const index of application.history.keys()) {
        this.kept.reasons.delete(`${applicationId} ${index}`);
      }
    }
    this.company.erasePerson(id);
  }

  /** From now on, the next pages that were named so far answer 404, until they are named anew. */
  expirePages(): void {
    for (const page of this.pages.named) this.pages.expired.add(page);
  }
}

function inOrder<T extends { id: string }>(rows: Iterable<T>): T[] {
  return [...rows].toSorted((a, b) => Number(a.id) - Number(b.id));
}

function addStatuses(company: Company): Onlyfy['statusIds'] {
  const [first] = company.tables.stages.values();
  const { createdAt = 0, updatedAt = 0 } = first ?? {};
  const add = (name: string, order: number): string =>
    company.add('stages', {
      name,
      order,
      kind: 'interview',
      jobId: null,
      createdAt,
      updatedAt,
    }).id;
  const trial = add('Probetag', 2.5);
  return {
    trial,
    rejected: add('Abgesagt', 8),
    withdrawn: add('Zurückgezogen', 9),
  };
}

/**
 * Brings invented applications to the statuses that the company does not know: a rejection is a
 * status at onlyfy, the last one of an application, and one set has a trial day.
 */
function enterStatuses(onlyfy: Onlyfy): void {
  const { company, statusIds } = onlyfy;
  const { applications, jobs, rejectionReasons, stages: known } = company.tables;
  const invented = [...applications.values()];
  for (const row of invented) {
    const enter = (stageId: string, enteredAt: number): void => {
      const history = [...row.history, { stageId, enteredAt, userId: row.ownerId }];
      applications.put({ ...row, stageId, history });
    };
    const isInterviewed = known.get(row.stageId).kind === 'interview';
    if (row.status === 'rejected') {
      const reason = rejectionReasons.find(row.rejectionReasonId ?? '');
      const end = reason?.by === 'candidate' ? statusIds.withdrawn : statusIds.rejected;
      enter(end, row.endedAt ?? row.updatedAt);
    } else if (isInterviewed && onlyfy.statusSetOf(jobs.get(row.jobId ?? '')) === 'trial') {
      enter(statusIds.trial, row.updatedAt);
    }
  }
}
