import type { Person } from '../kit/company-rows.ts';
import { averageRating, consentStatusOf, tagsOf } from './candidate-shapes.ts';
import { invalid, refusal } from './access.ts';
import { isAmong, momentIn, wordsIn } from './lists.ts';
import { propertiesOf } from './properties.ts';
import { answersOf } from './questions.ts';
import type { Assigned, SmartRecruiters } from './smartrecruiters.ts';
import { sourceTypeOf } from './sources.ts';
import { candidateStatuses } from './stages.ts';
import { statusOf } from './statuses.ts';

/** Parameters that come in groups; each group says its names and the code of a wrong number. */
const groups: readonly (readonly [code: string, ...names: string[]])[] = [
  ['FIELDS_CRITERIA_SIZE_VIOLATED', 'propertyId', 'propertyValueId'],
  ['SOURCES_CRITERIA_SIZE_VIOLATED', 'sourceType', 'sourceSubType', 'sourceValueId'],
  [
    'SCREENING_QUESTIONS_CRITERIA_SIZE_VIOLATED',
    'questionCategory',
    'questionFieldId',
    'questionFieldValueId',
  ],
];

export const candidateParameters = [
  'q',
  'limit',
  'pageId',
  'jobId',
  'location',
  'averageRating',
  'status',
  'subStatus',
  'consentStatus',
  'tag',
  'updatedAfter',
  'onboardingStatus',
  ...groups.flatMap(([, ...names]) => names),
];

type Test<Row> = (row: Row) => boolean;

/** Candidates that meet all that was asked, with an assignment that does. */
export function candidateFilter(account: SmartRecruiters, query: URLSearchParams): Test<Person> {
  for (const [code, ...names] of groups) {
    const counts = new Set(names.map((name) => query.getAll(name).length));
    if (counts.size > 1) throw refusal(400, code, `${names.join(', ')} come in equal numbers`);
  }
  if (query.has('onboardingStatus')) {
    throw refusal(400, 'ONBOARDING_STATUS_NOT_ACTIVE', 'The field Onboarding Status is not active');
  }
  const tests = personTests(account, query);
  const ofAssignments = assignmentTests(account, query);
  const isMatching: Test<Assigned> = (one) => ofAssignments.every((test) => test(one));
  if (ofAssignments.length > 0) {
    tests.push((person) => account.assignmentsOf(person).some(isMatching));
  }
  return (person) => tests.every((test) => test(person));
}

function personTests(account: SmartRecruiters, query: URLSearchParams): Test<Person>[] {
  const after = momentIn(query, 'updatedAfter');
  const words = query.get('q')?.toLowerCase();
  const places = query.getAll('location').map((place) => place.toLowerCase());
  const tags = query.getAll('tag');
  const ratings = wordsIn(query, 'averageRating', ['1', '2', '3', '4', '5']).map(Number);
  const consents = wordsIn(query, 'consentStatus', ['REQUIRED', 'PENDING', 'ACQUIRED']);
  const tests: (Test<Person> | false)[] = [
    after !== null && ((person) => account.updatedAt(person) > after),
    words !== undefined && ((person) => isNamed(account, person, words)),
    places.length > 0 &&
      ((person) => {
        const where = JSON.stringify(account.profileOf(person).location).toLowerCase();
        return places.some((place) => where.includes(place));
      }),
    tags.length > 0 && ((person) => isAmong(tags, tagsOf(account, person))),
    ratings.length > 0 &&
      ((person) => ratings.includes(Math.round(averageRating(account, person)))),
    consents.length > 0 && ((person) => consents.includes(consentStatusOf(account, person))),
  ];
  return tests.filter((test) => test !== false);
}

function isNamed(account: SmartRecruiters, person: Person, words: string): boolean {
  const { firstName, lastName, email } = account.profileOf(person);
  return `${firstName} ${lastName} ${email ?? ''}`.toLowerCase().includes(words);
}

function assignmentTests(account: SmartRecruiters, query: URLSearchParams): Test<Assigned>[] {
  const jobIds = query.getAll('jobId');
  const statuses = wordsIn(query, 'status', candidateStatuses);
  const subStatus = query.get('subStatus');
  if (subStatus !== null && statuses.length === 0) throw invalid('subStatus needs a status');
  const fields = query.getAll('propertyId');
  const values = query.getAll('propertyValueId');
  const sources = query.getAll('sourceValueId');
  const types = query.getAll('sourceType');
  const answers = query.getAll('questionFieldValueId');
  const tests: (Test<Assigned> | false)[] = [
    jobIds.length > 0 && ((one) => jobIds.includes(one.jobId)),
    statuses.length > 0 && ((one) => statuses.includes(statusOf(account, one).status)),
    subStatus !== null && ((one) => statusOf(account, one).subStatus === subStatus),
    fields.length > 0 &&
      ((one) => fields.every((id, index) => propertiesOf(account, one).get(id) === values[index])),
    sources.length > 0 &&
      (({ sourceId }) =>
        sources.some((id, index) => sourceId === id && sourceTypeOf(account, id) === types[index])),
    answers.length > 0 &&
      ((one) => {
        const given = JSON.stringify(answersOf(account, one));
        return answers.every((value) => given.includes(JSON.stringify(value)));
      }),
  ];
  return tests.filter((test) => test !== false);
}
