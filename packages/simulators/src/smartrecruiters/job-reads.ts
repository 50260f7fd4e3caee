import type { Job } from '../kit/company-rows.ts';
import { isoOf } from '../kit/calendar.ts';
import { openRoute } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { accessDenied, refusal, secured } from './access.ts';
import {
  countedPage,
  isAmong,
  momentIn,
  pageFrom,
  pageOf,
  requireParameters,
  wordsIn,
} from './lists.ts';
import {
  adShape,
  adsOf,
  departmentOf,
  hiringTeamOf,
  jobShape,
  jobStatusOf,
  lastActivityOf,
  listedJob,
  postingStatusOf,
} from './job-shapes.ts';
import type { JobAd } from './job-shapes.ts';
import { postingNumberOf, postingShape } from './postings.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';
import { english, link, listed } from './words.ts';

const jobStatuses = ['CREATED', 'SOURCING', 'FILLED', 'INTERVIEW', 'OFFER', 'CANCELLED', 'ON_HOLD'];
const postingStatuses = ['PUBLIC', 'INTERNAL', 'NOT_PUBLISHED', 'PRIVATE'];
const jobParameters = [
  'q',
  'limit',
  'offset',
  'pageId',
  'sort',
  'city',
  'department',
  'updatedAfter',
  'lastActivityAfter',
  'language',
  'status',
  'postingStatus',
];

function filterJobs(account: SmartRecruiters, { query }: Call): Job[] {
  const words = query.get('q')?.toLowerCase() ?? '';
  const updatedAfter = momentIn(query, 'updatedAfter') ?? -Infinity;
  const activeAfter = momentIn(query, 'lastActivityAfter') ?? -Infinity;
  const statuses = wordsIn(query, 'status', jobStatuses);
  const postings = wordsIn(query, 'postingStatus', postingStatuses);
  const departments = query.getAll('department');
  const tests: readonly ((job: Job) => boolean)[] = [
    (job) => job.updatedAt > updatedAfter,
    (job) => lastActivityOf(account, job) > activeAfter,
    (job) => `${job.title} ${job.code}`.toLowerCase().includes(words),
    (job) => isAmong(query.getAll('city'), [job.place?.city ?? '']),
    // Upper and lower case differ here.
    (job) =>
      departments.length === 0 || departments.includes(departmentOf(account, job)?.label ?? ''),
    () => isAmong(query.getAll('language'), [english.code]),
    (job) => isAmong(statuses, [jobStatusOf(job)]),
    (job) => isAmong(postings, [postingStatusOf(job)]),
  ];
  const jobs = [...account.company.tables.jobs.values()];
  return jobs.filter((job) => tests.every((test) => test(job)));
}

export function jobReads(account: SmartRecruiters): Route[] {
  const job = ({ params }: Call) => account.findJob(params['id']);
  return [
    secured('GET /jobs', 'jobs_read', (call) => {
      requireParameters(call, jobParameters);
      const render = (row: Job) => listedJob(account, row, call.origin);
      const rows = filterJobs(account, call);
      if (call.query.has('offset')) return pageFrom(account, call, rows, render);
      const keyOf = ({ id }: Job) => [id, id] as const;
      return countedPage(pageOf(account, call, { rows, keyOf, render, end: { nextPageId: null } }));
    }),
    read('GET /jobs/:id', (call) => jobShape(account, job(call), call.origin)),
    read('GET /jobs/:id/hiring-team', (call) =>
      listed(hiringTeamOf(account, job(call), call.origin)),
    ),
    read('GET /jobs/:id/jobads', (call) =>
      adsOf(job(call)).map((ad) => adShape(account, ad, call.origin)),
    ),
    read('GET /jobs/:id/jobads/:adId', (call) =>
      adShape(account, adOf(job(call), call), call.origin),
    ),
    read(
      'GET /jobs/:id/jobads/:adId/postings',
      (call) => ({ content: publicationsOf(adOf(job(call), call).job, call) }),
      ['activeOnly'],
    ),
    read('GET /jobs/:id/publication', (call) => ({ content: publicationsOf(job(call), call) }), [
      'activeOnly',
    ]),
    read('GET /jobs/:id/status/history', (call) => listed(historyOf(job(call), call.origin))),
    read('GET /jobs/:id/positions', (call) => listed(positionsOf(job(call)))),
    read('GET /jobs/:id/note', () => {
      throw refusal(404, 'NOTE_NOT_FOUND', 'The job has no note');
    }),
    ...feedRoutes(account),
  ];
}

/** A user without access to a job is refused with 401. */
function read(
  pattern: string,
  answer: (call: Call) => unknown,
  parameters: readonly string[] = [],
): Route {
  const whole = (call: Call) => {
    requireParameters(call, parameters);
    return answer(call);
  };
  return secured(pattern, 'jobs_read', whole, accessDenied);
}

function adOf(job: Job, { params }: Call): JobAd {
  const ad = adsOf(job).find(({ id }) => id === params['adId']);
  if (ad === undefined) throw refusal(404, 'JOBAD_NOT_FOUND', 'The job has no such ad');
  return ad;
}

/** Only active ones, unless the request says otherwise. */
function publicationsOf(job: Job, { query }: Call): object[] {
  if (job.openedAt === null) return [];
  const isActive = postingStatusOf(job) !== 'NOT_PUBLISHED';
  if (!isActive && query.get('activeOnly') !== 'false') return [];
  const publishedOn = isoOf(job.openedAt);
  const end = isActive || job.closedAt === null ? {} : { unpublishedOn: isoOf(job.closedAt) };
  return [{ sourceName: 'SmartRecruiters', type: 'CAREER_PAGE', publishedOn, ...end }];
}

function historyOf(job: Job, origin: string): object[] {
  const actions = { user: link(origin, `/users/${job.recruiterId}`) };
  const steps: [number | null, string][] = [
    [job.createdAt, 'CREATED'],
    [job.openedAt, 'SOURCING'],
    [job.closedAt, jobStatusOf(job)],
  ];
  return steps.flatMap(([at, status]) =>
    at === null ? [] : [{ changedOn: isoOf(at), status, actions }],
  );
}

function positionsOf({ id, createdAt, openedAt }: Job): object[] {
  const positionOpenDate = isoOf(openedAt ?? createdAt);
  const fields = { type: 'NEW', positionOpenDate, targetStartDate: positionOpenDate };
  return [{ id: `${id}-1`, positionId: 'P-1', status: 'OPEN', incumbentName: '', ...fields }];
}

/** Whether a posting has what each of the other filters asks for. */
function isIn({ job: { place, departmentId }, language }: JobAd, query: URLSearchParams): boolean {
  const held: Readonly<Record<string, string | null | undefined>> = {
    country: place?.countryCode,
    region: place?.region,
    city: place?.city,
    department: departmentId,
    language: language.code,
  };
  return Object.entries(held).every(([name, text]) => isAmong(query.getAll(name), [text ?? '']));
}

const destinations: Readonly<Record<string, readonly string[]>> = {
  PUBLIC: ['PUBLIC'],
  INTERNAL: ['INTERNAL'],
  INTERNAL_OR_PUBLIC: ['PUBLIC', 'INTERNAL'],
};

const postingParameters = [
  'q',
  'limit',
  'offset',
  'destination',
  'country',
  'region',
  'city',
  'department',
  'language',
];

/** The feed of the careers site, which needs no key. */
function feedRoutes(account: SmartRecruiters): Route[] {
  const { company, identifier } = account;
  const ads = (): JobAd[] => [...company.tables.jobs.values()].flatMap((job) => adsOf(job));
  const requireCompany = ({ params }: Call): void => {
    if (params['company'] !== identifier) {
      throw refusal(404, 'COMPANY_NOT_FOUND', 'There is no such company');
    }
  };
  return [
    openRoute('GET /v1/companies/:company/postings', (call) => {
      requireCompany(call);
      requireParameters(call, postingParameters);
      const [destination = 'PUBLIC'] = wordsIn(
        call.query,
        'destination',
        Object.keys(destinations),
      );
      const words = call.query.get('q')?.toLowerCase() ?? '';
      const rows = ads().filter(
        (ad) =>
          destinations[destination]?.includes(postingStatusOf(ad.job)) === true &&
          ad.job.title.toLowerCase().includes(words) &&
          isIn(ad, call.query),
      );
      return pageFrom(account, call, rows, (ad) => postingShape(account, ad, call.origin, false));
    }),
    openRoute('GET /v1/companies/:company/postings/:id', (call) => {
      requireCompany(call);
      requireParameters(call, ['sourceTypeId', 'sourceId']);
      const ad = ads().find(
        (one) =>
          postingStatusOf(one.job) !== 'NOT_PUBLISHED' &&
          [one.uuid, postingNumberOf(one)].includes(call.params['id'] ?? ''),
      );
      if (ad === undefined) throw refusal(404, 'POSTING_NOT_FOUND', 'There is no such posting');
      return postingShape(account, ad, call.origin, true);
    }),
  ];
}
