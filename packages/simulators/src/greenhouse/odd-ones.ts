import { seedEnd } from '../kit/calendar.ts';
import type { Job, Person, Row, User } from '../kit/company-rows.ts';
import type { TableName } from '../kit/company.ts';
import type { Greenhouse } from './greenhouse.ts';

/** Every so many-th of a list, from the given one on. */
function everyNth<T>(all: Iterable<T>, step: number, from = 0): T[] {
  return [...all].filter((_one, index) => index % step === from);
}

/**
 * Adds what the vendor's documents and reports of its users warn of: prospects, promoted prospects,
 * private people, templates, files, and values that nobody expects.
 */
export function addOddOnes(greenhouse: Greenhouse, actor: User): void {
  const { company, kept } = greenhouse;
  const { jobs, people } = company.tables;
  const quietly = (name: TableName, row: Row, patch: object): void => {
    company.change(name, row.id, { updatedAt: row.updatedAt, ...patch });
  };
  const allJobs = [...jobs.values()];
  oddJobs(greenhouse, allJobs, actor, quietly);
  addFiles(greenhouse);
  addProspects(greenhouse);
  const everybody = [...people.values()];
  for (const { id } of everyNth(everybody, 20, 3)) kept.privatePeople.add(id);
  const phones: Partial<Person> = { phones: ['0151 55501 (after 5 pm, ask for Ms. Ito)'] };
  for (const one of everyNth(everybody, 40, 5)) quietly('people', one, phones);
  // Null where the document promises a list, and a name of one word.
  const nulls = { raw: { tags: null, phone_numbers: null, custom_fields: null } };
  for (const one of everyNth(everybody, 40, 7)) quietly('people', one, { ...nulls, tagIds: [] });
  for (const { id, personId } of everyNth(company.tables.notes.values(), 9)) {
    const [email_to] = people.get(personId).emails;
    const mail = { email_from: actor.email, email_to: email_to ?? null, subject: 'Your talk' };
    kept.notes.set(id, { type: 'EMAIL', visibility: 'admin_only_visible', ...mail });
  }
  for (const person of people.values()) {
    for (const tagId of person.tagIds) greenhouse.appliedTag(person, tagId);
  }
  // Users are never deleted: somebody who has left is deactivated, and still holds interviews.
  const former = [...company.tables.users.values()].find(({ isActive }) => !isActive);
  if (former === undefined) return;
  for (const one of everyNth(company.tables.interviews.values(), 12, 4)) {
    quietly('interviews', one, { interviewerIds: [former.id, ...one.interviewerIds.slice(1)] });
  }
}

function oddJobs(
  { kept, company }: Greenhouse,
  jobs: readonly Job[],
  actor: User,
  change: (name: TableName, row: Row, patch: object) => void,
): void {
  for (const job of everyNth(jobs, 4, 1)) {
    const questions = job.questions.map((question, index) =>
      index === 0 ? { ...question, text: 'R&amp;D &gt; 2 years?' } : question,
    );
    change('jobs', job, { questions });
  }
  // There are forms without a question that has to be answered.
  for (const job of everyNth(jobs, 4, 2)) {
    change('jobs', job, {
      questions: job.questions.map((question) => ({ ...question, isRequired: false })),
    });
  }
  const template = jobs.find(({ status }) => status === 'draft');
  if (template !== undefined) kept.templates.add(template.id);
  // The acting user is on the team of one confidential job, and sees no other one.
  const shared = jobs.find(({ isConfidential }) => isConfidential);
  if (shared !== undefined) change('jobs', shared, { hiringManagerId: actor.id });
  const other = [...company.tables.users.values()].find(({ id }) => id !== actor.id)?.id;
  const hidden = jobs.findLast((job) => job !== shared && job.status === 'open');
  if (hidden === undefined || other === undefined) return;
  const team = { hiringManagerId: other, recruiterId: other };
  change('jobs', hidden, { isConfidential: true, ...team });
}

/** Files are at applications: those of a person at the first one. */
function addFiles(greenhouse: Greenhouse): void {
  const { applications, people } = greenhouse.company.tables;
  const oldest = new Map<string, { id: string; createdAt: number }>();
  for (const one of applications.values()) {
    const known = oldest.get(one.personId);
    if (known === undefined || one.createdAt < known.createdAt) oldest.set(one.personId, one);
  }
  for (const { id, files } of people.values()) {
    const application = oldest.get(id);
    for (const { kind, ...file } of application === undefined ? [] : files) {
      const { id: applicationId, createdAt } = application ?? { id: '', createdAt: 0 };
      greenhouse.addAttachment({ ...file, type: kind, applicationId }, createdAt);
    }
  }
}

/** Who has no application is a prospect: without a job, for one, or for several. */
function addProspects(greenhouse: Greenhouse): void {
  const { company, kept } = greenhouse;
  const applied = new Set(
    Array.from(company.tables.applications.values(), ({ personId }) => personId),
  );
  const open = [...company.tables.jobs.values()].filter(
    ({ status, isConfidential }) => status === 'open' && !isConfidential,
  );
  const idle = [...company.tables.people.values()].filter(({ id }) => !applied.has(id));
  for (const [index, { id: personId, createdAt, files }] of idle.entries()) {
    const prospect = company.addApplication({
      personId,
      jobId: null,
      stageId: '',
      history: [],
      isSourced: true,
      createdAt,
      updatedAt: seedEnd,
    });
    const jobIds = open.slice(0, index % 3).map(({ id }) => id);
    kept.prospects.set(prospect.id, jobIds);
    for (const { kind, ...file } of files) {
      const at = prospect.createdAt;
      greenhouse.addAttachment({ ...file, type: kind, applicationId: prospect.id }, at);
    }
    const [job] = open;
    // Some were promoted: the prospect stays as `converted` beside the new application.
    if (index % 6 !== 5 || job === undefined) continue;
    kept.converted.add(prospect.id);
    const stageId = company.stagesOf(job.id)[0]?.id ?? '';
    company.addApplication({
      personId,
      jobId: job.id,
      stageId,
      createdAt: seedEnd,
      updatedAt: seedEnd,
      history: [{ stageId, enteredAt: seedEnd, userId: null }],
    });
  }
}
