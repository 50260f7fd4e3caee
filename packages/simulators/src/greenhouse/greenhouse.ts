import { systemNow } from '../kit/clock.ts';
import type { Application, CompanyRows, Job, Person } from '../kit/company-rows.ts';
import { isAbout } from '../kit/company.ts';
import type { Company, TableName } from '../kit/company.ts';
import { FileStorage } from '../kit/files.ts';
import type { FileHandle } from '../kit/files.ts';
import { IdSequence, inventCompany } from '../kit/invent-company.ts';
import { PageTokens } from '../kit/page-tokens.ts';
import type { SeededRandom } from '../kit/random.ts';
import type { SimulatorOptions } from '../kit/simulator.ts';
import { VendorFailure, notFound } from '../kit/vendor-message.ts';

export interface GreenhouseSimulatorOptions extends SimulatorOptions {
  limits?: {
    /** Whether the limit of requests is enforced; default: no. */
    areEnforced?: boolean;
    /** Pages are never larger, whatever a client asks for; default 500, as the vendor has it. */
    pageSize?: number;
  };
  /** The documents disagree about what `from_stage_id` of a move names. */
  fromStageId?: 'job_interview_stage' | 'application_stage';
  /** Leaves out the fields of applications that only the newest documents have. */
  hasOlderApplications?: boolean;
  /** The documents disagree about how a token says when it ends. */
  tokenExpiry?: 'expires_at' | 'expires_in';
  jobBoard?: {
    /** Lists of candidates or applications that do not show what was just applied for; default 1. */
    readsBeforeArrival?: number;
    /** The organisation's setting that joins people with the same e-mail address; default: off. */
    autoMerges?: boolean;
  };
}

const day = 86_400_000;
/** Above 32 bits: every id of the vendor may be. */
const firstId = 4_300_000_001;

const stages = [
  { name: 'Application Review', kind: 'new' },
  { name: 'Preliminary Phone Screen', kind: 'screening' },
  { name: 'Phone Interview', kind: 'interview' },
  { name: 'Face to Face', kind: 'interview' },
  { name: 'Offer', kind: 'offer' },
] as const;

export interface Attachment extends FileHandle {
  applicationId: string;
  type: string;
  createdAt: number;
  updatedAt: number;
}

/** What an application has at Greenhouse and not in the company. */
export interface Extra {
  coordinatorId?: string | null;
  referrerId?: string | null;
  rejectionNoteId?: string;
  rejectedById?: string;
  /** What an applicant said on a job board, and of which post; no list shows the consents. */
  locationAddress?: string | null;
  consents?: Submission['consents'];
  postId?: number;
}

/** What was sent to a job board, and has not arrived yet. */
export interface Submission {
  jobId: string;
  postId: number;
  givenName: string;
  familyName: string;
  email: string;
  phone: string | null;
  locationAddress: string | null;
  /** As they were sent. */
  consents: Readonly<Record<string, unknown>>;
  /** As the company keeps them, by the id of the question. */
  answers: Readonly<Record<string, unknown>>;
  files: readonly (FileHandle & { type: string })[];
  /** Lists that will not show it. */
  readsLeft: number;
}

/** Custom field values by the key of the field, as they were written. */
export type CustomValues = Readonly<Record<string, unknown>>;

/** A Greenhouse organisation: the invented company, and what Greenhouse adds to it. */
export class Greenhouse {
  readonly random: SeededRandom;
  readonly ids = new IdSequence(firstId);
  readonly company: Company;
  readonly files: FileStorage;
  readonly cursors: PageTokens;
  readonly options: GreenhouseSimulatorOptions;
  /** The user of the credential itself, for tokens without a `sub`. */
  readonly serviceUserId: string;
  /** What the credential may do; the start fills in everything there is. */
  readonly access = { scopes: new Array<string>(), isServiceUserAdmin: true };
  /** What the company has no place for; a state file keeps it. */
  readonly kept = {
    /** Jobs that a prospect is considered for, by the id of its application. */
    prospects: new Map<string, readonly string[]>(),
    /** Applications of prospects that became candidates by another application. */
    converted: new Set<string>(),
    privatePeople: new Set<string>(),
    /** Jobs that are templates of others. */
    templates: new Set<string>(),
    /** By application. */
    attachments: new Map<string, readonly Attachment[]>(),
    /** By person and tag. */
    appliedTags: new Map<string, { id: string; createdAt: number }>(),
    /** By note; the others are plain ones. */
    notes: new Map<string, Record<string, unknown>>(),
    extras: new Map<string, Extra>(),
    customValues: new Map<string, CustomValues>(),
    /** The application that an opening was filled with. */
    filledOpenings: new Map<string, string>(),
    /** What of a person is written and has no place in the company. */
    people: new Map<string, Record<string, unknown>>(),
    /** The types of e-mail addresses, phones and profiles that were written, by their values. */
    contactTypes: new Map<string, string>(),
    submissions: new Array<Submission>(),
  };

  constructor(random: SeededRandom, options: GreenhouseSimulatorOptions) {
    const { candidates = 300, now = systemNow } = options;
    const secret = random.uuid();
    this.options = options;
    this.random = random;
    this.company = inventCompany({
      random,
      now,
      people: candidates,
      stages,
      hasStagesPerJob: true,
      newId: this.ids.next,
    });
    this.serviceUserId = this.ids.next();
    this.company.onChange((event) => {
      if (!isAbout(event, 'people') || !event.row.isErased) return;
      this.kept.people.delete(event.row.id);
      this.kept.customValues.delete(event.row.id);
    });
    this.files = new FileStorage({ random, secret, now, urlLifeMs: 7 * day });
    // The vendor's words for a cursor that has ended are not documented.
    this.cursors = new PageTokens(secret, () =>
      unprocessable('The cursor is invalid or has expired.'),
    );
  }

  /** A row by its id, or the vendor's 404. */
  find<Name extends TableName>(table: Name, id: string): CompanyRows[Name] {
    const row = this.company.tables[table].find(id);
    if (row === null) throw notFound(table, id);
    return row;
  }

  /** A row that a body names, or the vendor's refusal. */
  named<Name extends TableName>(table: Name, field: string, id: unknown): CompanyRows[Name] {
    const row = this.company.tables[table].find(String(id));
    if (row === null) throw unprocessable({ [field]: 'does not exist' });
    return row;
  }

  isProspect({ id }: Pick<Application, 'id'>): boolean {
    return this.kept.prospects.has(id);
  }

  isAdmin(userId: string): boolean {
    if (userId === this.serviceUserId) return this.access.isServiceUserAdmin;
    const user = this.company.tables.users.find(userId);
    return user !== null && user.isActive && user.role === 'admin';
  }

  /** Confidential jobs are seen by their hiring team alone, whatever else somebody may do. */
  canSeeJob({ isConfidential, hiringManagerId, recruiterId }: Job, userId: string): boolean {
    return !isConfidential || userId === hiringManagerId || userId === recruiterId;
  }

  /** `in_process`, `rejected`, `hired` or `converted`. */
  statusOf({ id, status }: Application): string {
    if (this.kept.converted.has(id)) return 'converted';
    return status === 'active' ? 'in_process' : status;
  }

  extraOf(applicationId: string): Extra {
    return this.kept.extras.get(applicationId) ?? {};
  }

  setExtra(applicationId: string, more: Extra): void {
    this.kept.extras.set(applicationId, { ...this.extraOf(applicationId), ...more });
  }

  /** A change of a child does not count as one of its parent. */
  changeQuietly(person: Person, patch: Partial<Person>): Person {
    return this.company.change('people', person.id, { updatedAt: person.updatedAt, ...patch });
  }

  addAttachment(file: Omit<Attachment, 'createdAt' | 'updatedAt'>, at: number): Attachment {
    const { attachments } = this.kept;
    const added = { ...file, createdAt: at, updatedAt: at };
    const isReplaced = ({ type }: Attachment): boolean =>
      type === file.type && (type === 'resume' || type === 'cover_letter');
    const earlier = (attachments.get(file.applicationId) ?? []).map((one) =>
      isReplaced(one) ? { ...one, type: 'other', updatedAt: at } : one,
    );
    attachments.set(file.applicationId, [...earlier, added]);
    return added;
  }

  /** The row of a tag on a person, made when it is first asked for. */
  appliedTag({ id, createdAt }: Person, tagId: string): { id: string; createdAt: number } {
    const key = `${id} ${tagId}`;
    const known = this.kept.appliedTags.get(key);
    if (known !== undefined) return known;
    const made = { id: this.ids.next(), createdAt };
    this.kept.appliedTags.set(key, made);
    return made;
  }
}

/** Ids of what the company does not number: a part of a row, of one kind. */
export function partId(kind: number, rowId: string, ordinal = 0): number {
  return kind * 10_000_000_000_000 + Number(rowId) * 100 + ordinal;
}

/** The row that a part is of. */
export function rowIdOf(id: number): string {
  return String(Math.floor((id % 10_000_000_000_000) / 100));
}

/** Errors are texts or objects of a field and a text: both occur. */
export class Unprocessable extends VendorFailure {
  readonly errors: readonly (string | object)[];

  constructor(error: string | object) {
    super('invalid_input', JSON.stringify(error), { status: 422 });
    this.errors = [error];
  }
}

/** A refusal of the Job Board API, which has words of its own. */
export class JobBoardFailure extends VendorFailure {
  readonly body: { error: string; reason?: string };

  constructor(status: number, body: JobBoardFailure['body']) {
    super('job_board', body.reason ?? body.error, { status });
    this.body = body;
  }
}

export function unprocessable(error: string | Record<string, string>): Unprocessable {
  return new Unprocessable(error);
}
