import type { CompanyRows, Job, Question, Stage } from '../kit/company-rows.ts';
import type { Company, TableName } from '../kit/company.ts';

/**
 * What real accounts have, and an invented company has not. Nothing counts as changed by it.
 * Returns the ids of talent pools, which are offers of another kind.
 */
export function addOddOnes(company: Company): string[] {
  const jobs = [...company.tables.jobs.values()];
  for (const [index, job] of jobs.entries()) addToJob(company, job, index);
  const draft = jobs.find(({ status }) => status === 'draft');
  if (draft !== undefined) addPipeline(company, draft.id, ['Applied', 'Portfolio review']);
  addToPeople(company);
  return addPools(company, jobs[0]);
}

/** Changes a row without changing its date. */
function amend<Name extends TableName>(
  company: Company,
  table: Name,
  id: string,
  patch: Partial<CompanyRows[Name]>,
): void {
  const { updatedAt } = company.tables[table].get(id);
  company.change(table, id, { updatedAt, ...patch });
}

/** Wages by the hour, salaries with one end, and questions of kinds that no other vendor has. */
function addToJob(company: Company, job: Job, index: number): void {
  const ask = (text: string, type: Question['type']): Question => ({
    id: company.newId(),
    text,
    type,
    isRequired: false,
    options: [],
  });
  const wage = { min: 18.5, max: 24.25, currency: 'EUR', per: 'hour' } as const;
  amend(company, 'jobs', job.id, {
    ...(index % 5 === 0 && { salary: wage }),
    ...(index % 3 === 0 && {
      questions: [
        ...job.questions,
        ask('Kenntnisse in "Lohn & Gehalt"?', 'text'),
        ask('Expected salary', 'text'),
        ask('I agree to be asked about my references', 'yes or no'),
      ],
    }),
  });
}

/** Returns the first stage. */
function addPipeline(company: Company, jobId: string, names: string[]): Stage | undefined {
  const stages = names.map((name, order) =>
    company.add('stages', { name, kind: 'new', order, jobId, ...longAgo }),
  );
  return stages[0];
}

/** Talent pools, with every second person who is on no job. */
function addPools(company: Company, model: Job | undefined): string[] {
  if (model === undefined) return [];
  const { applications, people } = company.tables;
  const applied = new Set(Array.from(applications.values(), ({ personId }) => personId));
  const idle = [...people.values()].filter(({ id }) => !applied.has(id));
  const { id: _id, ...fields } = model;
  return ['Silver medalists', 'Talentpool Technik & IT'].map((title, pool) => {
    const shape = { ...fields, title, isPublished: false, questions: [], ...longAgo };
    const { id: jobId } = company.add('jobs', { ...shape, status: 'open' });
    const stageId = addPipeline(company, jobId, ['Pool'])?.id ?? '';
    for (const { id: personId, createdAt } of idle.filter((_one, index) => index % 4 === pool)) {
      const history = [{ stageId, enteredAt: createdAt, userId: null }];
      const stamps = { createdAt, updatedAt: createdAt };
      company.addApplication({ personId, jobId, stageId, history, ...stamps });
    }
    return jobId;
  });
}

const longAgo = { createdAt: Date.UTC(2023, 10, 2), updatedAt: Date.UTC(2023, 10, 2) };

function addToPeople(company: Company): void {
  const [first, second, third] = company.tables.people.values();
  if (first === undefined || second === undefined || third === undefined) return;
  const phones = ['+49 30 5550 11 (nur abends)', 'bitte per Mail'];
  amend(company, 'people', second.id, { phones, name: `${second.name.replace(' ', '  ')} ` });
  // Two candidates with one address: the vendor does not join them by itself.
  amend(company, 'people', third.id, { emails: second.emails });
}
