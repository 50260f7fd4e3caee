import type { Application, Job } from '../kit/company-rows.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import type { WorkableScope } from './access.ts';
import { activitiesOf, activityShape } from './activities.ts';
import type { Activity } from './activities.ts';
import * as candidates from './candidate-shapes.ts';
import * as jobs from './job-shapes.ts';
import { list, momentFilter, requireParameters, wordIn } from './lists.ts';
import { inOrder } from './workable.ts';
import type { Workable } from './workable.ts';
import { invalid, nameOf, slugOf } from './words.ts';

/** Everything that can be read. */
export function readRoutes(workable: Workable): Route[] {
  return [
    ...jobRoutes(workable),
    ...candidateRoutes(workable),
    ...streamRoutes(workable),
    ...accountRoutes(workable),
    memberRoute(workable),
  ];
}

/** A route that knows only the parameters of its list. */
function read(path: string, scope: WorkableScope, answer: (call: Call) => unknown): Route {
  return route(`GET ${path}`, scope, answer);
}

/** A route without any parameters. */
function plain(path: string, scope: WorkableScope, answer: (call: Call) => unknown): Route {
  return read(path, scope, (call) => {
    requireParameters(call, []);
    return answer(call);
  });
}

const idOf = ({ params: { id = '' } }: Call): string => id;

function jobRoutes(workable: Workable): Route[] {
  const { company } = workable;
  const below = (name: string, answer: (job: Job) => unknown): Route =>
    plain(`/jobs/:id${name}`, 'r_jobs', (call) => answer(workable.findJob(idOf(call))));
  return [
    read('/jobs', 'r_jobs', (call) => {
      const { query } = call;
      const state = wordIn(query, 'state', Object.values(jobs.jobStates));
      const included = query.get('include_fields')?.split(',') ?? [];
      const unknown = included.find((name) => !jobs.includableFields.includes(name));
      if (unknown !== undefined) throw invalid(`include_fields: there is no ${unknown}`);
      const isCreated = momentFilter(query, 'created_after');
      const isUpdated = momentFilter(query, 'updated_after');
      return list(workable, call, {
        name: 'jobs',
        rows: workable
          .jobs()
          .filter(({ status }) => state === null || jobs.jobStates[status] === state)
          .filter(({ createdAt, updatedAt }) => isCreated(createdAt) && isUpdated(updatedAt)),
        render: (job) => jobs.listedJob(workable, job, included),
        filters: ['state', 'created_after', 'updated_after', 'include_fields'],
      });
    }),
    below('', (job) => jobs.jobShape(workable, job)),
    below('/stages', ({ id }) => ({ stages: company.stagesOf(id).map(jobs.stageShape) })),
    below('/members', (job) => ({ members: jobs.teamOf(workable, job) })),
    below('/recruiters', () => ({ recruiters })),
    below('/application_form', jobs.applicationForm),
    below('/questions', ({ questions }) => ({ questions: questions.map(jobs.questionShape) })),
    below('/custom_attributes', () => ({ custom_attributes: [] })),
  ];
}

/** External recruiters, who are no members. */
export const recruiters = [
  { id: '19782abc', name: 'Nadja Falke', email: 'nadja.falke@agency.example.com' },
];

const candidateFilters = ['email', 'stage', 'created_after', 'updated_after'];

function candidateRoutes(workable: Workable): Route[] {
  const found = (call: Call): Application => workable.find('applications', idOf(call));
  const base = '/spi/v3/jobs';
  return [
    read('/candidates', 'r_candidates', (call) => {
      const shortcode = call.query.get('shortcode');
      const job = shortcode === null ? null : workable.findJob(shortcode);
      const path = `${base}/${shortcode}/candidates`;
      return list(workable, call, {
        ...filteredCandidates(workable, call, job),
        filters: [...candidateFilters, 'shortcode'],
        // As recorded: the pages of one job go on at the path of the job.
        ...(job !== null && { next: { path, without: 'shortcode' } }),
      });
    }),
    read('/jobs/:id/candidates', 'r_candidates', (call) => {
      const filtered = filteredCandidates(workable, call, workable.findJob(idOf(call)));
      return list(workable, call, { ...filtered, filters: candidateFilters });
    }),
    plain('/candidates/:id', 'r_candidates', (call) => ({
      candidate: candidates.candidateShape(workable, found(call), call.origin),
    })),
    plain('/candidates/:id/files', 'r_candidates', (call) => ({
      files: workable
        .filesOf(found(call))
        .map((file) => candidates.fileShape(workable, file, call.origin)),
    })),
    plain('/candidates/:id/offer', 'r_candidates', (call) =>
      candidates.offerShape(workable, found(call), call.origin),
    ),
  ];
}

function filteredCandidates(workable: Workable, { query }: Call, job: Job | null) {
  const email = query.get('email')?.toLowerCase();
  const stage = query.get('stage');
  const isCreated = momentFilter(query, 'created_after');
  const isUpdated = momentFilter(query, 'updated_after');
  const { stages } = workable.company.tables;
  const rows = workable
    .candidates()
    .filter(({ jobId }) => job === null || jobId === job.id)
    .filter(({ stageId }) => stage === null || slugOf(stages.get(stageId)) === stage)
    .filter(({ createdAt, updatedAt }) => isCreated(createdAt) && isUpdated(updatedAt))
    .filter((one) => email === undefined || workable.profileOf(one).email?.toLowerCase() === email);
  const render = (one: Application): object => candidates.listedCandidate(workable, one);
  return { name: 'candidates', rows, render };
}

/** Activities and events. */
function streamRoutes(workable: Workable): Route[] {
  const stream = (call: Call, all: Activity[], extra: (one: Activity) => object): object => {
    const actions = call.query.get('actions')?.split(',');
    const isUpdated = momentFilter(call.query, 'updated_after');
    return list(workable, call, {
      name: 'activities',
      rows: all.filter(
        ({ action, updatedAt }) => isUpdated(updatedAt) && (actions?.includes(action) ?? true),
      ),
      render: (one) => ({ ...activityShape(workable, one), ...extra(one) }),
      filters: ['actions', 'updated_after'],
    });
  };
  return [
    read('/candidates/:id/activities', 'r_candidates', (call) => {
      const candidate = workable.find('applications', idOf(call));
      return stream(call, activitiesOf(workable, candidate), () => ({}));
    }),
    read('/jobs/:id/activities', 'r_jobs', (call) => {
      const all = jobActivities(workable, workable.findJob(idOf(call)));
      return stream(call, all, ({ candidate }) => {
        if (candidate === null) return {};
        return { candidate: { id: candidate.id, name: workable.profileOf(candidate).name } };
      });
    }),
    read('/events', 'r_jobs', (call) => list(workable, call, filteredEvents(workable, call))),
  ];
}

/** When the job was opened, and what happened to all of its candidates. */
function jobActivities(workable: Workable, { id, openedAt, hiringManagerId }: Job): Activity[] {
  const own = workable.candidates().filter(({ jobId }) => jobId === id);
  const about = { id: `${id}0`, action: 'opened', userId: hiringManagerId, candidate: null };
  const opened = openedAt === null ? [] : [{ ...about, at: openedAt, updatedAt: openedAt }];
  const rest = own.flatMap((one) => activitiesOf(workable, one));
  return [...opened, ...rest].toSorted((a, b) => a.at - b.at);
}

const eventFilters: Readonly<Record<string, string>> = {
  call: 'CallEvent',
  interview: 'InterviewEvent',
  meeting: 'MeetingEvent',
};

/** Cancelled events are left out unless they are asked for. */
function filteredEvents(workable: Workable, { query, grant }: Call) {
  const { interviews, applications } = workable.company.tables;
  const type = wordIn(query, 'type', Object.keys(eventFilters));
  const context = wordIn(query, 'context', ['user', 'team', 'all']);
  if (context !== null && context !== 'user' && grant.actor === 'account') {
    throw invalid('context: team and all need a token of a user');
  }
  const withCancelled = wordIn(query, 'include_cancelled', ['true', 'false']) === 'true';
  const [isFrom, isAfter] = [momentFilter(query, 'start_date'), momentFilter(query, 'end_date')];
  const [candidate, member] = [query.get('candidate_id'), query.get('member_id')];
  const shortcode = query.get('shortcode');
  const jobId = shortcode === null ? null : workable.findJob(shortcode).id;
  const rows = inOrder(interviews.values())
    .filter(({ status }) => withCancelled || status !== 'cancelled')
    .filter((one) => type === null || candidates.eventTypeOf(workable, one) === eventFilters[type])
    .filter(({ startsAt }) => isFrom(startsAt) && (!query.has('end_date') || !isAfter(startsAt)))
    .filter(({ applicationId }) => candidate === null || applicationId === candidate)
    .filter(({ interviewerIds }) => member === null || interviewerIds.includes(member))
    .filter((one) => jobId === null || applications.get(one.applicationId).jobId === jobId);
  const dates = ['start_date', 'end_date', 'include_cancelled'];
  return {
    name: 'events',
    rows,
    render: (one: (typeof rows)[number]) => candidates.eventShape(workable, one),
    filters: [...dates, 'type', 'context', 'candidate_id', 'member_id', 'shortcode'],
  };
}

/** Who may see what of a candidate; the names of roles are those of `policy` and of teams. */
const permissions: Readonly<Record<string, readonly string[]>> = {
  view_candidates: [
    'admin',
    'hiring_manager',
    'recruiting_admin',
    'simple',
    'recruiter',
    'reviewer',
  ],
  move_candidates: ['admin', 'hiring_manager', 'recruiting_admin', 'simple'],
  disqualify_candidates: ['admin', 'hiring_manager', 'recruiting_admin', 'simple'],
  view_offers: ['admin', 'hiring_manager', 'recruiting_admin'],
};

/** A reason that was removed stays with those who were disqualified for it. */
export const isOfferedReason = ({ by }: { by: string }): boolean => by !== 'nobody';

function accountRoutes(workable: Workable): Route[] {
  const { company } = workable;
  const account = {
    id: '20ff5c50',
    ...candidates.accountOf(workable),
    description: '<p>We make examples.</p>',
    summary: null,
    website_url: 'https://www.example.com',
  };
  return [
    plain('/accounts', 'r_jobs', () => ({ accounts: [account] })),
    plain('/stages', 'r_jobs', () => ({ stages: company.stagesOf(null).map(jobs.stageShape) })),
    plain('/departments', 'r_jobs', () =>
      inOrder(company.tables.departments.values()).map(({ id, name, parentId }) => ({
        id,
        name,
        parent_id: parentId,
        sample: false,
      })),
    ),
    plain('/disqualification_reasons', 'r_jobs', () =>
      inOrder(company.tables.rejectionReasons.values())
        .filter(isOfferedReason)
        .map(({ id, name, by }, position) => ({
          id,
          description: name,
          candidate_withdrew: by === 'candidate',
          position,
        })),
    ),
    plain('/recruiters', 'r_jobs', () => ({ recruiters })),
    plain('/collaboration_permissions', 'r_jobs', () => permissions),
    plain('/custom_attributes', 'r_jobs', () => ({ custom_attributes: [] })),
    plain('/requisitions', 'r_jobs', () => ({ requisitions: [] })),
  ];
}

function memberRoute(workable: Workable): Route {
  return read('/members', 'r_jobs', (call) => {
    const { query } = call;
    const role = wordIn(query, 'role', ['admin', 'simple', 'reviewer']);
    const status = wordIn(query, 'status', ['active', 'inactive', 'all']) ?? 'active';
    const [name, email, shortcode] = [
      query.get('name'),
      query.get('email'),
      query.get('shortcode'),
    ];
    const job = shortcode === null ? null : workable.findJob(shortcode);
    const team = job === null ? null : new Set(jobs.teamOf(workable, job).map(({ id }) => id));
    return list(workable, call, {
      name: 'members',
      rows: workable
        .members()
        .filter(({ isActive }) => status === 'all' || isActive === (status === 'active'))
        .filter((user) => role === null || jobs.roleOf(user) === role)
        .filter((user) => name === null || nameOf(user) === name)
        .filter((user) => email === null || user.email === email)
        .filter(({ id }) => team === null || team.has(id)),
      render: jobs.memberShape,
      filters: ['role', 'status', 'name', 'email', 'shortcode'],
    });
  });
}
