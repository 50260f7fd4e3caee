import { systemNow } from '../kit/clock.ts';
import type { Application, CompanyRows, Job, Named, User } from '../kit/company-rows.ts';
import type { Company, TableName } from '../kit/company.ts';
import { FileStorage } from '../kit/files.ts';
import type { FileHandle } from '../kit/files.ts';
import { inventCompany } from '../kit/invent-company.ts';
import { PageTokens } from '../kit/page-tokens.ts';
import type { SeededRandom } from '../kit/random.ts';
import type { SimulatorOptions } from '../kit/simulator.ts';
import type { Deletion } from '../kit/table.ts';
import { VendorFailure } from '../kit/vendor-message.ts';
import { leverScopes } from './access.ts';
import type { LeverAccess } from './access.ts';

export interface LeverSimulatorOptions extends SimulatorOptions {
  /** Default: made from the seed. */
  apiKey?: string;
  /** What the key may do; default: everything. */
  access?: Partial<LeverAccess>;
  limits?: {
    /** Whether the vendor's limits of requests are enforced; default: no. */
    areEnforced?: boolean;
    /** Pages are never larger, whatever a client asks for; default 100, as the vendor has it. */
    pageSize?: number;
  };
}

const stages = [
  { id: 'lead-new', name: 'New lead', kind: 'new' },
  { id: 'lead-reached-out', name: 'Reached out', kind: 'new' },
  { id: 'lead-responded', name: 'Responded', kind: 'new' },
  { id: 'applicant-new', name: 'New applicant', kind: 'new' },
  { name: 'Recruiter screen', kind: 'screening' },
  { name: 'Phone interview', kind: 'interview' },
  { name: 'On-site interview', kind: 'interview' },
  { id: 'offer', name: 'Offer', kind: 'offer' },
] as const;

export const originNames = ['agency', 'applied', 'internal', 'referred', 'sourced', 'university'];

const originByKind: Readonly<Record<string, string>> = {
  Sourced: 'sourced',
  Referral: 'referred',
  Agency: 'agency',
};

export interface LeverFile extends FileHandle {
  kind: 'resume' | 'other';
  uploadedAt: number;
  size: number;
}

/** What Lever has in an opportunity and the company has in a person, or not at all. */
export interface Details {
  tags: readonly string[];
  links: readonly string[];
  sources: readonly string[];
  followers: readonly string[];
  origin: string;
}

/** A simulated Lever account: the company, and what the credentials see of it. */
export class Lever {
  readonly random: SeededRandom;
  readonly company: Company;
  readonly access: LeverAccess;
  readonly files: FileStorage;
  readonly tokens: PageTokens;
  /** Pages are never larger. */
  readonly pageSize: number;
  /** The archive reason of hired people. */
  readonly hiredReasonId: string;
  /** What the company has no place for; a state file keeps it. */
  readonly kept = {
    /** Of opportunities that were written to. */
    details: new Map<string, Details>(),
    /** Of opportunities that got some. */
    files: new Map<string, readonly LeverFile[]>(),
    /** By their address. */
    uploads: new Map<string, { file: LeverFile; expiresAt: number }>(),
    /** By the ids of interviews that were added here. */
    panels: new Map<string, { panelId: string; timezone: string; userId: string; note: string }>(),
    /** Of notes: the one that it was added to, and its score. */
    notes: new Map<string, { threadId: string | null; score: number | null }>(),
    deletedApplications: new Array<Deletion>(),
  };

  constructor(random: SeededRandom, options: LeverSimulatorOptions) {
    const { candidates = 300, now = systemNow, limits = {}, access } = options;
    const secret = random.uuid();
    this.random = random;
    this.company = inventCompany({ random, now, people: candidates, stages });
    addLeads(this.company);
    this.access = { scopes: [...leverScopes], ...access };
    this.files = new FileStorage({ random, secret, now });
    this.tokens = new PageTokens(secret);
    this.pageSize = limits.pageSize ?? 100;
    this.hiredReasonId = random.uuid();
    this.company.onChange(({ kind, table, row }) => {
      if (kind !== 'removed' || table !== 'applications' || !('jobId' in row)) return;
      if (row.jobId === null) return;
      this.kept.deletedApplications.push({ id: partnerOf(row.id), at: this.company.now() });
    });
  }

  /** A row by its id, or the vendor's refusal. */
  find<Name extends TableName>(
    table: Name,
    id: string,
    resource: string = table,
  ): CompanyRows[Name] {
    const row = this.company.tables[table].find(id);
    if (row === null) throw missing(resource, id);
    return row;
  }

  findOpportunity(id: string): Application {
    const found = this.find('applications', id, 'opportunities');
    if (!this.isVisible(found)) throw missing('opportunities', id);
    return found;
  }

  findPosting(id: string): Job {
    const job = this.find('jobs', id, 'postings');
    if (!this.isPostingVisible(job)) throw missing('postings', id);
    return job;
  }

  /** The posting of a requisition. */
  findRequisition(id: string): Job {
    const job = this.company.tables.jobs.find(partnerOf(id));
    if (job === null || !this.isPostingVisible(job)) throw missing('requisitions', id);
    return job;
  }

  isPostingVisible({ isConfidential }: Pick<Job, 'isConfidential'>): boolean {
    return !isConfidential || this.access.scopes.includes('confidential:access:admin');
  }

  isVisible(application: Application): boolean {
    return this.isPostingVisible({ isConfidential: this.isConfidential(application) });
  }

  isConfidential(application: Application): boolean {
    return this.jobOf(application)?.isConfidential === true;
  }

  jobOf({ jobId }: Application): Job | null {
    return jobId === null ? null : this.company.tables.jobs.find(jobId);
  }

  opportunities(): Application[] {
    return [...this.company.tables.applications.values()].filter((one) => this.isVisible(one));
  }

  /** The user of `perform_as`, who may be deactivated. */
  actor(query: URLSearchParams): User {
    const id = query.get('perform_as');
    if (id === null) throw invalid('perform_as is required');
    const user = this.company.tables.users.find(id);
    if (user === null) throw invalid(`perform_as: user ${id} was not found`);
    return user;
  }

  /** A change of the contact is one of each of its opportunities. */
  updatedAtOf({ personId, updatedAt }: Application): number {
    return Math.max(updatedAt, this.company.tables.people.get(personId).updatedAt);
  }

  detailsOf(application: Application): Details {
    const { id, personId, sourceId, ownerId, isSourced } = application;
    const kept = this.kept.details.get(id);
    if (kept !== undefined) return kept;
    const { people, sources, tags } = this.company.tables;
    const { tagIds, links } = people.get(personId);
    const source = sourceId === null ? null : sources.get(sourceId);
    return {
      tags: tagIds.map((tagId) => tags.get(tagId).name),
      links,
      sources: source === null ? [] : [source.name],
      followers: ownerId === null ? [] : [ownerId],
      origin: originByKind[source?.kind ?? ''] ?? (isSourced ? 'sourced' : 'applied'),
    };
  }

  changeDetails(application: Application, changed: Partial<Details>): void {
    const { id } = application;
    this.kept.details.set(id, { ...this.detailsOf(application), ...changed });
    this.company.change('applications', id, {});
  }

  /** Files that a contact came with are at its oldest opportunity. */
  filesOf({ id, personId }: Application): LeverFile[] {
    const added = this.kept.files.get(id) ?? [];
    const { files, createdAt } = this.company.tables.people.get(personId);
    if (files.length === 0 || this.company.applicationsOf(personId)[0]?.id !== id)
      return [...added];
    return [...files.map((file) => ({ ...file, uploadedAt: createdAt, size: 1024 })), ...added];
  }

  addFile(opportunityId: string, file: LeverFile): void {
    const { files } = this.kept;
    files.set(opportunityId, [...(files.get(opportunityId) ?? []), file]);
    this.company.change('applications', opportunityId, {});
  }

  /** With the tags that Lever adds by itself, which follow the posting. */
  tagsOf(application: Application): string[] {
    const { tags } = this.detailsOf(application);
    const job = this.jobOf(application);
    if (job === null) return [...tags];
    const { team, department, location, commitment } = this.categoriesOf(job);
    const automatic = [job.title, team, department, location, commitment];
    return [...new Set([...tags, ...automatic.filter((tag) => tag !== null)])];
  }

  /** The tags or sources of the account with how many opportunities have them. */
  countsOf(name: 'tags' | 'sources'): { text: string; count: number }[] {
    const known: Iterable<Named> = this.company.tables[name].values();
    const counts = new Map(Array.from(known, (row) => [row.name, 0]));
    for (const one of this.opportunities()) {
      const texts = name === 'tags' ? this.tagsOf(one) : this.detailsOf(one).sources;
      for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return [...counts].map(([text, count]) => ({ text, count }));
  }

  categoriesOf({ departmentId, place, employment, title }: Job) {
    const { departments } = this.company.tables;
    const own = departments.find(departmentId ?? '');
    const parent = departments.find(own?.parentId ?? '');
    const [department = null, team = null] = [parent, own].flatMap((one) => one?.name ?? []);
    const [level = null] = /^(?:Senior|Staff|Lead)(?= )/.exec(title) ?? [];
    const locations = place === null ? [] : [place.city];
    const [location = null] = locations;
    return {
      commitment: commitments[employment],
      department,
      level,
      location,
      team,
      allLocations: locations,
    };
  }
}

const commitments: Readonly<Record<Job['employment'], string>> = {
  'full time': 'Full-time',
  'part time': 'Part-time',
  contract: 'Contract',
  temporary: 'Temporary',
  intern: 'Internship',
};

/** People are known through their opportunities: those without a job are leads. */
function addLeads(company: Company): void {
  const rows = [...company.tables.applications.values()];
  const applied = new Set(rows.map(({ personId }) => personId));
  for (const { id: personId, createdAt, updatedAt } of company.tables.people.values()) {
    if (applied.has(personId)) continue;
    const history = [{ stageId: 'lead-new', enteredAt: createdAt, userId: null }];
    const lead = { personId, jobId: null, isSourced: true };
    company.addApplication({ ...lead, createdAt, updatedAt, history });
  }
}

/**
 * The id of what belongs to one row alone: the application of an opportunity, the requisition of a
 * posting, the panel of an interview. It is its own inverse.
 */
export function partnerOf(id: string): string {
  const first = Number.parseInt(id.charAt(0), 16);
  return Number.isNaN(first) ? id : (first ^ 8).toString(16) + id.slice(1);
}

export function missing(resource: string, id: string): VendorFailure {
  return new VendorFailure('not_found', `${resource} ${id} was not found`, { status: 404 });
}

export function invalid(message: string): VendorFailure {
  return new VendorFailure('invalid_input', message);
}
