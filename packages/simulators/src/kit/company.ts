import type { Now } from './clock.ts';
import type { Application, CompanyRows, Person, Row, Stage } from './company-rows.ts';
import { Table } from './table.ts';

export type TableName = keyof CompanyRows;
export type CompanyTables = { readonly [Name in TableName]: Table<CompanyRows[Name]> };

/** A change, for what a vendor sends when it happens. */
export interface CompanyEvent<Name extends TableName = TableName> {
  kind: 'added' | 'changed' | 'removed';
  table: Name;
  /** As it is now; of a removed one, as it was. */
  row: CompanyRows[Name];
  /** As it was before a change. */
  before: CompanyRows[Name] | null;
}

/** Whether an event is about a row of this table. */
export function isAbout<Name extends TableName>(
  event: CompanyEvent,
  table: Name,
): event is CompanyEvent<Name> {
  return event.table === table;
}

/** What goes with a row that is removed: the rows that name it in this field. */
const belongings: Partial<Record<TableName, [TableName, string][]>> = {
  jobs: [
    ['applications', 'jobId'],
    ['stages', 'jobId'],
  ],
  people: [
    ['applications', 'personId'],
    ['notes', 'personId'],
  ],
  applications: [
    ['interviews', 'applicationId'],
    ['offers', 'applicationId'],
    ['feedback', 'applicationId'],
    ['notes', 'applicationId'],
  ],
};

/**
 * An invented company, neutral of vendors: a vendor's simulator maps its rows to the vendor's
 * shapes when it answers. Rows are replaced, never changed; every change is stamped and told.
 */
export class Company {
  readonly tables: CompanyTables = {
    departments: new Table(),
    users: new Table(),
    tags: new Table(),
    sources: new Table(),
    rejectionReasons: new Table(),
    stages: new Table(),
    jobs: new Table(),
    people: new Table(),
    applications: new Table(),
    interviews: new Table(),
    offers: new Table(),
    notes: new Table(),
    feedback: new Table(),
  };
  readonly newId: () => string;
  readonly now: Now;
  #listeners: ((event: CompanyEvent) => void)[] = [];

  constructor(newId: () => string, now: Now) {
    this.newId = newId;
    this.now = now;
  }

  /** Calls back after each change, for webhooks. */
  onChange(listener: (event: CompanyEvent) => void): void {
    this.#listeners.push(listener);
  }

  add<Name extends TableName>(
    name: Name,
    fields: Omit<CompanyRows[Name], keyof Row> & Partial<Row>,
  ): CompanyRows[Name] {
    const at = this.now();
    const stamped: Row = { id: this.newId(), createdAt: at, updatedAt: at };
    // The compiler cannot add up what `Omit` has taken from a type that is not known yet.
    const row = { ...stamped, ...fields } as unknown as CompanyRows[Name];
    this.tables[name].put(row);
    this.#emit({ kind: 'added', table: name, row, before: null });
    return row;
  }

  change<Name extends TableName>(
    name: Name,
    id: string,
    patch: Partial<CompanyRows[Name]>,
  ): CompanyRows[Name] {
    const before = this.tables[name].get(id);
    const row = { ...before, updatedAt: this.now(), ...patch };
    this.tables[name].put(row);
    this.#emit({ kind: 'changed', table: name, row, before });
    return row;
  }

  /** Makes a vendor show these fields in place of its own; the row counts as changed. */
  spoil(name: TableName, id: string, raw: Record<string, unknown>): void {
    this.change(name, id, { raw: { ...this.tables[name].get(id).raw, ...raw } });
  }

  /** Removes a row with all that belongs to it. */
  remove(name: TableName, id: string): void {
    const row = this.tables[name].get(id);
    for (const [table, field] of belongings[name] ?? []) {
      const owned = [...this.tables[table].values()].filter((one) => Object(one)[field] === id);
      for (const one of owned) this.remove(table, one.id);
    }
    this.tables[name].delete(id, this.now());
    this.#emit({ kind: 'removed', table: name, row, before: null });
  }

  /** The stages of a job, in their order. */
  stagesOf(jobId: string | null): Stage[] {
    return [...this.tables.stages.values()]
      .filter((stage) => stage.jobId === null || stage.jobId === jobId)
      .toSorted((a, b) => a.order - b.order);
  }

  /** The applications of a person, the oldest first. */
  applicationsOf(personId: string): Application[] {
    return [...this.tables.applications.values()]
      .filter((application) => application.personId === personId)
      .toSorted((a, b) => a.createdAt - b.createdAt);
  }

  /** A person of whom nothing is known but what is given. */
  addPerson(fields: Partial<Person> & { name: string }): Person {
    return this.add('people', { ...nobody, tagIds: [], isErased: false, ...fields });
  }

  /** Puts a person on a job, in the first stage unless another is given. */
  addApplication(
    fields: Partial<Application> & Pick<Application, 'personId' | 'jobId'>,
  ): Application {
    const stageId = fields.stageId ?? this.stagesOf(fields.jobId)[0]?.id;
    if (stageId === undefined) throw new Error(`Job ${String(fields.jobId)} has no stages`);
    return this.add('applications', {
      stageId,
      status: 'active',
      rejectionReasonId: null,
      endedAt: null,
      isSourced: false,
      sourceId: null,
      ownerId: null,
      answers: {},
      history: [{ stageId, enteredAt: this.now(), userId: null }],
      ...fields,
    });
  }

  /** Moves an application; a stage for hired people makes it hired, and no other ends it. */
  moveApplication(id: string, stageId: string, userId: string | null = null): Application {
    const { history, jobId } = this.tables.applications.get(id);
    const stage = this.tables.stages.get(stageId);
    if (stage.jobId !== null && stage.jobId !== jobId) {
      throw new Error(`Stage ${stageId} is none of job ${String(jobId)}`);
    }
    const now = this.now();
    return this.change('applications', id, {
      stageId,
      history: [...history, { stageId, enteredAt: now, userId }],
      ...(stage.kind === 'hired' && { status: 'hired', endedAt: now, rejectionReasonId: null }),
    });
  }

  /** Ends an application where it is. */
  endApplication(
    id: string,
    status: 'hired' | 'rejected',
    rejectionReasonId: string | null = null,
  ): Application {
    return this.change('applications', id, { status, rejectionReasonId, endedAt: this.now() });
  }

  reopenApplication(id: string): Application {
    const fields = { status: 'active', rejectionReasonId: null, endedAt: null } as const;
    return this.change('applications', id, fields);
  }

  /** Makes one person of two: the kept one takes over what the other had. */
  mergePeople(keptId: string, goneId: string): Person {
    const { people, applications, notes } = this.tables;
    const [kept, gone] = [people.get(keptId), people.get(goneId)];
    for (const name of ['applications', 'notes'] as const) {
      const table = name === 'notes' ? notes : applications;
      const moved = [...table.values()].filter(({ personId }) => personId === goneId);
      for (const { id } of moved) this.change(name, id, { personId: keptId });
    }
    const joined = this.change('people', keptId, {
      emails: union(kept.emails, gone.emails),
      phones: union(kept.phones, gone.phones),
      links: union(kept.links, gone.links),
      tagIds: union(kept.tagIds, gone.tagIds),
      files: [...kept.files, ...gone.files],
    });
    this.remove('people', goneId);
    return joined;
  }

  /** Takes away all that says who somebody is; the applications stay, without answers and notes. */
  erasePerson(id: string): Person {
    const isOwn = (row: { personId: string }): boolean => row.personId === id;
    for (const note of [...this.tables.notes.values()].filter(isOwn)) this.remove('notes', note.id);
    for (const one of this.applicationsOf(id)) this.change('applications', one.id, { answers: {} });
    return this.change('people', id, {
      ...nobody,
      isErased: true,
    });
  }

  #emit(event: CompanyEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

const nobody = {
  name: '',
  givenName: '',
  familyName: '',
  emails: [],
  phones: [],
  links: [],
  company: null,
  position: null,
  school: null,
  place: null,
  files: [],
};

/** A row as its vendor shows it, with what a test has put in place of single fields. */
export function shown<Shape extends object>({ raw }: Pick<Row, 'raw'>, rendered: Shape): Shape {
  return raw === undefined ? rendered : { ...rendered, ...raw };
}

function union(first: string[], second: string[]): string[] {
  return [...new Set([...first, ...second])];
}
