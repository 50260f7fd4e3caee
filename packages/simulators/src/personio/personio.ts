import { seedStart } from '../kit/calendar.ts';
import { systemNow } from '../kit/clock.ts';
import type { Now } from '../kit/clock.ts';
import type { Application, Job, Person } from '../kit/company-rows.ts';
import type { Company } from '../kit/company.ts';
import { FileStorage } from '../kit/files.ts';
import type { FileHandle } from '../kit/files.ts';
import { Groups } from '../kit/groups.ts';
import { IdSequence, inventCompany } from '../kit/invent-company.ts';
import { PageTokens } from '../kit/page-tokens.ts';
import type { SeededRandom } from '../kit/random.ts';
import type { SimulatorOptions } from '../kit/simulator.ts';
import { personioScopes } from './access.ts';
import type { PersonioAccess } from './access.ts';

export interface PersonioSimulatorOptions extends SimulatorOptions {
  /** What the credentials may do; default: everything. */
  access?: Partial<PersonioAccess>;
  /** How long access tokens live; default: a day. */
  tokenLifeMs?: number;
  limits?: {
    /** Whether limits of requests are enforced and told; default: no. */
    areEnforced?: boolean;
    /** Of each endpoint of v2, requests in a second; default 10. */
    replenishRate?: number;
    /** Of each endpoint of v2, requests at once; default 20. */
    burstCapacity?: number;
    /** Whether a refusal says when to come again; default: yes. */
    hasRetryAfter?: boolean;
    /** Pages are never larger, whatever a client asks for; default 200, as the vendor has it. */
    pageSize?: number;
  };
}

export interface Category {
  id: string;
  name: string;
  updatedAt: number;
}

/** What is asked of applicants beside their name and address. */
export interface Attribute {
  type: 'text' | 'date' | 'option';
  options: readonly string[];
}

export interface Sent {
  message: string | null;
  /** The day of application, where one was named. */
  day: string | null;
  attributes: Readonly<Record<string, string>>;
}

/** A simulated Personio account. */
export class Personio {
  readonly subdomain = 'example-works';
  readonly companyId = '48211';
  readonly now: Now;
  readonly random: SeededRandom;
  readonly ids = new IdSequence(495_001);
  readonly company: Company;
  readonly access: PersonioAccess;
  readonly files: FileStorage;
  readonly pages: {
    size: number;
    tokens: PageTokens;
    /** Whether the second page of a list is empty, and names the next one all the same. */
    someAreEmpty: boolean;
  };
  /** The one posting that a job board has; others are not found. */
  readonly posting = 'gohiring-7731';
  readonly feed = {
    /** Without an account by this name, the feed leads to Personio's own pages. */
    isKnown: true,
  };
  /** How many lists of applications do not show one yet that was sent to v1. */
  readsBeforeArrival = 1;
  readonly categories: readonly Category[];
  readonly customAttributes: Readonly<Record<string, Attribute>> = {
    custom_attribute_701: { type: 'text', options: [] },
    custom_attribute_702: { type: 'option', options: ['Referral', 'Career fair'] },
    custom_attribute_703: { type: 'date', options: [] },
  };
  /** What the company has no place for; a state file keeps it. */
  readonly kept = {
    /** Files that were uploaded, by UUID. */
    uploads: new Map<string, FileHandle>(),
    /** Applications that reads do not show yet, with the lists that are left. */
    hidden: new Map<string, number>(),
    /** What was sent with an application: its message and most attributes are in no read. */
    sent: new Map<string, Sent>(),
  };
  readonly #applications: Groups<Application>;

  constructor(random: SeededRandom, options: PersonioSimulatorOptions) {
    const { candidates = 300, now = systemNow, limits = {}, access } = options;
    this.random = random;
    this.now = now;
    this.company = inventCompany({
      random,
      now,
      people: candidates,
      stages: seededStages,
      newId: this.ids.next,
    });
    this.company.add('stages', {
      name: 'Trial day',
      kind: 'interview',
      jobId: null,
      order: 3.5,
      createdAt: seedStart,
      updatedAt: seedStart,
    });
    this.categories = ['Tech', 'Commercial', 'Various'].map((name) => ({
      id: this.ids.next(),
      name,
      updatedAt: seedStart,
    }));
    this.access = { scopes: [...personioScopes], lacking: null, ...access };
    this.files = new FileStorage({ random, secret: random.uuid(), now });
    this.pages = {
      size: limits.pageSize ?? 200,
      tokens: new PageTokens(random.uuid()),
      someAreEmpty: true,
    };
    this.#applications = new Groups(
      this.company,
      this.company.tables.applications,
      ({ personId }) => personId,
    );
  }

  /** Those that reads show. */
  applications(): Application[] {
    const { hidden } = this.kept;
    return [...this.company.tables.applications.values()].filter(({ id }) => !hidden.has(id));
  }

  applicationsOf(personId: string): readonly Application[] {
    return this.#applications.of(personId).filter(({ id }) => !this.kept.hidden.has(id));
  }

  /** Those that reads show: who has applied just now is hidden with the application. */
  candidates(): Person[] {
    return [...this.company.tables.people.values()].filter((person) => this.isShown(person));
  }

  isShown({ id }: Person): boolean {
    const all = this.#applications.of(id);
    return all.length === 0 || all.some((one) => !this.kept.hidden.has(one.id));
  }

  categoryOf({ code }: Job): Category {
    const index = Number(code.replaceAll(/\D/g, '')) % this.categories.length;
    const category = this.categories[index];
    if (category === undefined) throw new Error('The company has no categories.');
    return category;
  }

  /** Whether the job is on the career page, where people can apply. */
  isPublished({ status, isPublished }: Job): boolean {
    return status === 'open' && isPublished;
  }

  /** One list of applications was read: those that are hidden come closer to being shown. */
  countRead(): void {
    for (const [id, left] of this.kept.hidden) {
      if (left > 1) this.kept.hidden.set(id, left - 1);
      else this.kept.hidden.delete(id);
    }
  }

  /** Where an application ended, as a phase of its own; null while it has not. */
  endOf({ status, rejectionReasonId }: Application): 'rejected' | 'withdrawn' | 'accepted' | null {
    if (status === 'active') return null;
    if (status === 'hired') return 'accepted';
    const { rejectionReasons } = this.company.tables;
    const reason = rejectionReasonId === null ? null : rejectionReasons.find(rejectionReasonId);
    return reason?.by === 'candidate' ? 'withdrawn' : 'rejected';
  }
}

const seededStages = [
  { id: 'unassigned', name: 'Unassigned', kind: 'new' },
  { name: 'Screening', kind: 'screening' },
  { name: 'Interview', kind: 'interview' },
  { name: 'Case study', kind: 'interview' },
  { id: 'offer', name: 'Offer', kind: 'offer' },
  { id: 'accepted', name: 'Accepted', kind: 'hired' },
] as const satisfies Parameters<typeof inventCompany>[0]['stages'];
