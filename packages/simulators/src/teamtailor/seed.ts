import type { Question as JobQuestion } from '../kit/company-rows.ts';
import type { Teamtailor } from './account.ts';
import { alternativeIdAt } from './question-library.ts';

/** Fills a new account with what the company has no place for. */
export function seedAccount(account: Teamtailor): void {
  seedAnswers(account);
  seedInterviewAnswers(account);
  seedUploads(account);
  seedCustomValues(account);
  addOddities(account);
}

/** The latest application of a person that answers a question has the answer. */
function seedAnswers(account: Teamtailor): void {
  const { applications, jobs } = account.company.tables;
  const shared = new Map(account.pickedQuestions.map((one) => [one.id, one.questionId]));
  const known = new Map<string, string>();
  const oldestFirst = [...applications.values()].toSorted((a, b) => a.createdAt - b.createdAt);
  for (const { personId, jobId, answers, createdAt } of oldestFirst) {
    for (const question of jobs.find(jobId ?? '')?.questions ?? []) {
      const given = answers[question.id];
      const questionId = shared.get(question.id);
      if (given === undefined || questionId === undefined) continue;
      const value = valueOf(question, given);
      const id = known.get(`${personId} ${questionId}`) ?? account.ids.next();
      known.set(`${personId} ${questionId}`, id);
      const stamps = { id, createdAt, updatedAt: createdAt };
      const answer = { personId, questionId, interviewId: null, value };
      account.keep(account.kept.answers, { ...stamps, ...answer });
      if (question.type !== 'file') continue;
      const file = { name: 'sample.pdf', handle: `file-${id}`, answerId: id };
      account.keep(account.kept.uploads, {
        createdAt,
        updatedAt: createdAt,
        ...file,
        personId,
        jobId,
      });
    }
  }
}

/** Everything that interviewers were asked and have answered. */
function seedInterviewAnswers(account: Teamtailor): void {
  const { applications, feedback } = account.company.tables;
  const questionIds = new Map(account.questions.map(({ title, id }) => [title, id]));
  for (const { id: interviewId, answers, createdAt, updatedAt, ...row } of feedback.values()) {
    const { personId } = applications.get(row.applicationId);
    for (const { question, type, value } of answers) {
      const questionId = questionIds.get(question);
      if (questionId === undefined || value === null) continue;
      const name = { text: 'text', score: 'range', 'yes or no': 'boolean' }[type];
      const answer = { personId, questionId, interviewId, value: { [name]: value } };
      account.keep(account.kept.answers, { ...answer, createdAt, updatedAt });
    }
  }
}

/** Choices are the ids of alternatives. */
function valueOf({ type, options }: JobQuestion, given: unknown): Record<string, unknown> {
  switch (type) {
    case 'yes or no':
      return { boolean: given };
    case 'choice':
    case 'choices': {
      const chosen = [given].flat();
      return {
        choices: options.flatMap(({ id }, index) =>
          chosen.includes(id) ? [alternativeIdAt(index)] : [],
        ),
      };
    }
    case 'number':
      return { range: given };
    case 'date':
      return { date: given };
    case 'file':
      return {};
    default:
      return { text: given };
  }
}

/** Every ninth person has sent something besides the résumé. */
function seedUploads(account: Teamtailor): void {
  for (const [index, { id, createdAt }] of [...account.company.tables.people.values()].entries()) {
    if (index % 9 !== 4) continue;
    const file = {
      name: index % 2 === 0 ? 'Zeugnis 2024.pdf' : 'portfolio.docx',
      handle: `file-up-${id}`,
    };
    const stamps = { createdAt, updatedAt: createdAt };
    account.keep(account.kept.uploads, {
      ...stamps,
      ...file,
      personId: id,
      jobId: null,
      answerId: null,
    });
  }
}

const candidateValues: readonly unknown[] = [
  'three months',
  true,
  ['English', 'Deutsch'],
  '2027-03-01',
];

/** Every third person has one value, every second job one. */
function seedCustomValues(account: Teamtailor): void {
  const { people, jobs } = account.company.tables;
  const fieldsOf = (owner: string) => account.customFields.filter((field) => field.owner === owner);
  const [costCentre] = fieldsOf('jobs');
  for (const [index, { id, createdAt }] of [...people.values()].entries()) {
    const position = (index / 3) % candidateValues.length;
    const field = fieldsOf('candidates')[position];
    if (field === undefined) continue;
    const value = candidateValues[position];
    const stamps = { createdAt, updatedAt: createdAt };
    account.keep(account.kept.customValues, { ...stamps, fieldId: field.id, ownerId: id, value });
  }
  for (const [index, { id, createdAt }] of [...jobs.values()].entries()) {
    if (index % 2 === 1 || costCentre === undefined) continue;
    const stamps = { createdAt, updatedAt: createdAt };
    account.keep(account.kept.customValues, {
      ...stamps,
      fieldId: costCentre.id,
      ownerId: id,
      value: 4000 + index,
    });
  }
}

/** People as accounts of some years have them. */
function addOddities({ company }: Teamtailor): void {
  const people = [...company.tables.people.values()];
  const odd = [
    { emails: [], phones: ['please write, do not call'] },
    { raw: { tags: null } },
    { raw: { 'last-name': null, phone: '' } },
    { givenName: '', familyName: '', emails: [] },
  ];
  for (const [index, patch] of odd.entries()) {
    const person = people[index + 3];
    if (person === undefined) continue;
    company.change('people', person.id, { ...patch, updatedAt: person.updatedAt });
  }
}
