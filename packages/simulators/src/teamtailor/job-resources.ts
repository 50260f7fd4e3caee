import { dayMs, seedEnd } from '../kit/calendar.ts';
import type { Application, Job, Stage } from '../kit/company-rows.ts';
import { newestVersion } from './access.ts';
import type { Teamtailor } from './account.ts';
import { defineResource, isAmong, momentOf } from './define-resource.ts';
import type { Resource } from './resource.ts';
import { stamps, valueIdsOf } from './candidates.ts';
import type { PickedQuestion, Question } from './question-library.ts';

export const listOf = (account: Teamtailor) => [...account.company.tables.applications.values()];

const stageTypes = [
  { id: '1', name: 'Inbox' },
  { id: '2', name: 'In process' },
  { id: '3', name: 'Hired' },
];

/** A bucket by the kind of a stage. */
export function stageTypeOf(kind: string): string {
  return kind === 'new' ? 'Inbox' : kind === 'hired' ? 'Hired' : 'In process';
}

const employments = {
  'full time': 'fulltime',
  'part time': 'parttime',
  contract: 'contract',
  temporary: 'temporary',
  intern: 'internship',
};
const timeUnits = { year: 'yearly', month: 'monthly', hour: 'hourly' };

/** The state of a job: what the API knows, and what people read. */
function stateOf({ status, isPublished, code }: Job): { status: string; human: string } {
  if (status === 'draft') {
    return code.endsWith('4') ? { status: 'temp', human: 'unsaved' } : { status, human: 'draft' };
  }
  if (status === 'archived') return { status, human: 'archived' };
  if (status === 'closed') return { status: 'open', human: 'expired' };
  if (isPublished) return { status: 'open', human: 'published' };
  return code.endsWith('8') || code.endsWith('6')
    ? { status: 'open', human: 'scheduled' }
    : { status: 'unlisted', human: 'unlisted' };
}

/** Without a key for more, only what anybody sees on the career site. */
function isVisible({ access }: Teamtailor, job: Job): boolean {
  return access.level !== 'public' || (!job.isConfidential && stateOf(job).human === 'published');
}

const slugOf = ({ id, title }: Job): string =>
  `${id}-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

const levelOf = ({ code }: Job): string => (code.endsWith('1') ? 'senior' : 'none');

export function jobAttributes(job: Job): Record<string, unknown> {
  const { status, human } = stateOf(job);
  const { salary, openedAt, closedAt } = job;
  const names = ['name', 'resume', 'cover-letter', 'phone', 'additional-files'];
  return {
    'additional-files-requirement': 'off',
    'apply-button-text': null,
    body: job.description,
    'created-at': momentOf(job.createdAt),
    currency: salary?.currency ?? null,
    'employment-level': levelOf(job),
    'employment-type': employments[job.employment],
    'end-date': momentOf(closedAt),
    'external-application-url': null,
    'human-status': human,
    internal: job.isConfidential,
    'internal-name': job.code,
    'language-code': 'en',
    mailbox: `job-${job.id}@inbound.example.com`,
    'max-salary': salary?.max ?? null,
    'min-salary': salary?.min ?? null,
    picture: null,
    pinned: false,
    pitch: 'Become part of something great!',
    'recruiter-email': null,
    'remote-status': job.isRemote ? 'fully' : job.code.endsWith('3') ? 'hybrid' : 'none',
    'salary-time-unit': salary === null ? null : timeUnits[salary.per],
    'sharing-image-layout': 'default',
    'start-date': momentOf(human === 'scheduled' ? seedEnd + 60 * dayMs : openedAt),
    status,
    tags: job.code.endsWith('2') ? ['Ruby', 'JavaScript'] : [],
    'template-name': null,
    title: job.title,
    'updated-at': momentOf(job.updatedAt),
    ...Object.fromEntries(names.map((name) => [`${name}-requirement`, 'optional'])),
  };
}

const jobs = defineResource<Job>({
  type: 'jobs',
  level: 'public',
  rows: (account) =>
    [...account.company.tables.jobs.values()].filter((job) => isVisible(account, job)),
  find: (account, id) => {
    const job = account.company.tables.jobs.find(id);
    return job !== null && isVisible(account, job) ? job : null;
  },
  attributes: jobAttributes,
  links: (job) => {
    const address = `https://career.example.com/jobs/${slugOf(job)}`;
    return {
      'careersite-job-url': address,
      'careersite-job-apply-url': `${address}/applications/new`,
      'careersite-job-apply-iframe-url': `${address}/applications/new?iframe=true`,
    };
  },
  one: {
    user: ['users', ({ recruiterId }) => recruiterId],
    department: [
      'departments',
      (job, account) => account.placementOf(job.departmentId).departmentId,
    ],
    role: ['roles', (job, account) => account.placementOf(job.departmentId).roleId],
    location: ['locations', (job, account) => account.locationIdsOf(job)[0] ?? null],
  },
  many: {
    locations: ['locations', (job, account) => account.locationIdsOf(job)],
    regions: ['regions', (job, account) => regionIdsOf(account, job)],
    questions: [
      'questions',
      ({ id }, account) => pickedOf(account, id).map(({ questionId }) => questionId),
    ],
    'picked-questions': [
      'picked-questions',
      ({ id }, account) => pickedOf(account, id).map((one) => one.id),
    ],
    stages: ['stages', ({ id }, account) => stageIdsOf(account)(id)],
    candidates: [
      'candidates',
      ({ id }, account) => [
        ...new Set(
          listOf(account)
            .filter(({ jobId }) => jobId === id)
            .map(({ personId }) => personId),
        ),
      ],
    ],
    colleagues: ['users', ({ hiringManagerId }) => [hiringManagerId]],
    'team-memberships': ['team-memberships', ({ id }) => [id]],
    'custom-field-values': ['custom-field-values', ({ id }, account) => valueIdsOf(account)(id)],
  },
  linksOnly: ['activities', 'requisition'],
  // A job is neither shown nor hidden by a word that is none of these.
  defaults: { status: 'published', feed: 'public' },
  filters: {
    status: (job, value) => value === 'all' || isAmong(value, statusFilterOf(job)),
    feed: ({ isConfidential }, value) => isAmong(value, isConfidential ? 'internal' : 'public'),
    department: (job, value, account) =>
      isAmong(value, account.placementOf(job.departmentId).departmentId),
    role: (job, value, account) => isAmong(value, account.placementOf(job.departmentId).roleId),
    locations: (job, value, account) => isAmong(value, ...account.locationIdsOf(job)),
    regions: (job, value, account) => isAmong(value, ...regionIdsOf(account, job)),
    tags: (job, value) => isAmong(value, ...[jobAttributes(job)['tags']].flat().map(String)),
    'remote-status': (job, value) => isAmong(value, String(jobAttributes(job)['remote-status'])),
  },
  moments: stamps,
});

/** Jobs whose time is over are among the archived ones, and those without a name among the drafts. */
function statusFilterOf(job: Job): string {
  const { human } = stateOf(job);
  return { expired: 'archived', unsaved: 'draft' }[human] ?? human;
}

function regionIdsOf(account: Teamtailor, job: Job): string[] {
  return account.regionIdsOf(account.locationIdsOf(job));
}

function pickedOf({ pickedQuestions }: Teamtailor, jobId: string): PickedQuestion[] {
  return pickedQuestions.filter((one) => one.jobId === jobId);
}

const stageIdsOf = (account: Teamtailor) =>
  account.idsOf(
    'stages',
    () => account.company.tables.stages.values(),
    ({ jobId }) => jobId,
  );

const stageApplications = (account: Teamtailor) =>
  account.idsOf(
    'applications of stages',
    () => listOf(account),
    ({ stageId }: Application) => stageId,
  );

const stages = defineResource<Stage>({
  type: 'stages',
  rows: ({ company }) => company.tables.stages.values(),
  find: ({ company }, id) => company.tables.stages.find(id),
  attributes: ({ id, name, kind, order, createdAt, updatedAt }, { account, version }) => {
    const { applications } = account.company.tables;
    const own = stageApplications(account)(id).map((one) => applications.get(one));
    const rejected = own.filter(({ status }) => status === 'rejected').length;
    const typeName = version >= newestVersion ? 'legacy-stage-type-name' : 'stage-type';
    return {
      'active-job-applications-count': own.length - rejected,
      'created-at': momentOf(createdAt),
      name,
      'rejected-job-applications-count': rejected,
      'row-order': order * 100_000 - 100_000,
      [typeName]: stageTypeOf(kind),
      'updated-at': momentOf(updatedAt),
    };
  },
  one: {
    job: ['jobs', ({ jobId }) => jobId],
    'stage-type': ['stage-types', ({ kind }) => stageTypeIdOf(kind)],
  },
  many: {
    'job-applications': ['job-applications', ({ id }, account) => stageApplications(account)(id)],
  },
  linksOnly: ['triggers'],
  filters: {
    job: ({ jobId }, value) => isAmong(value, jobId),
    'stage-type': ({ kind }, value) => isAmong(value, stageTypeIdOf(kind), stageTypeOf(kind)),
  },
  moments: stamps,
});

function stageTypeIdOf(kind: string): string | null {
  return stageTypes.find(({ name }) => name === stageTypeOf(kind))?.id ?? null;
}

const stageTypesResource = defineResource<{ id: string; name: string }>({
  type: 'stage-types',
  rows: () => stageTypes,
  find: (_, id) => stageTypes.find((one) => one.id === id),
  attributes: ({ name }) => ({ name }),
});

const questions = defineResource<Question>({
  type: 'questions',
  rows: (account) => account.questions,
  find: (account, id) => account.questions.find((one) => one.id === id),
  attributes: ({ title, type, alternatives, isMultiple, isSingleLine, range }) => ({
    alternatives,
    'end-with': range?.to ?? null,
    multiple: isMultiple,
    'question-type': type,
    'single-line': isSingleLine,
    'start-with': range?.from ?? null,
    title,
    unit: range?.unit ?? null,
  }),
  linksOnly: ['candidate'],
});

const pickedQuestions = defineResource<PickedQuestion>({
  type: 'picked-questions',
  rows: ({ pickedQuestions: all, company }) =>
    all.filter(({ jobId }) => company.tables.jobs.find(jobId) !== null),
  find: (account, id) => account.pickedQuestions.find((one) => one.id === id),
  attributes: ({ isMandatory }) => ({ mandatory: isMandatory }),
  one: {
    question: ['questions', ({ questionId }) => questionId],
    job: ['jobs', ({ jobId }) => jobId],
  },
});

export const jobResources: readonly Resource[] = [
  jobs,
  stages,
  stageTypesResource,
  questions,
  pickedQuestions,
];
