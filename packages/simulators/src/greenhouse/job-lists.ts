import type { Job, Stage } from '../kit/company-rows.ts';
import { places } from '../kit/places.ts';
import { partId } from './greenhouse.ts';
import { entryOf } from './lists.ts';
import type { Entry, List, View } from './lists.ts';
import { customFields, hasInterview, idOf, kinds, momentOf } from './shapes.ts';

export const employmentNames: Readonly<Record<Job['employment'], string>> = {
  'full time': 'Full-time',
  'part time': 'Part-time',
  contract: 'Contract',
  temporary: 'Temporary',
  intern: 'Internship',
};
export const employmentOptions = Object.values(employmentNames);

/** Offices are the places that jobs are in; every seventh job is in a second one. */
export function officesOf({ id, place }: Pick<Job, 'id' | 'place'>): number[] {
  if (place === null) return [];
  const index = places.findIndex(({ city }) => city === place.city);
  const all = Number(id) % 7 === 0 ? [index, (index + 1) % places.length] : [index];
  return all.map((one) => partId(kinds.office, '0', one));
}

export function* jobsIn({ greenhouse, userId }: View): Generator<Job> {
  for (const job of greenhouse.company.tables.jobs.values()) {
    if (greenhouse.canSeeJob(job, userId)) yield job;
  }
}

/** Rows of a list for each job. */
export const forEachJob = (render: (job: Job, view: View) => Entry[]) =>
  function* entries(view: View): Generator<Entry> {
    for (const job of jobsIn(view)) yield* render(job, view);
  };

function* stagesIn(view: View): Generator<Stage> {
  const seen = new Set<string | null>(Array.from(jobsIn(view), ({ id }) => id));
  for (const one of view.greenhouse.company.tables.stages.values()) {
    if (seen.has(one.jobId)) yield one;
  }
}

export function* interviewStagesIn(view: View): Generator<Stage> {
  for (const stage of stagesIn(view)) if (hasInterview(stage)) yield stage;
}

const jobStatus = { open: 'open', draft: 'draft', closed: 'closed', archived: 'closed' } as const;

export function jobShape(greenhouse: View['greenhouse'], job: Job): object {
  return {
    closed_at: momentOf(job.closedAt),
    confidential: job.isConfidential,
    copied_from_id: null,
    custom_fields: customFields(greenhouse, 'job', job.id, {
      employment_type: employmentNames[job.employment],
    }),
    department_id: idOf(job.departmentId),
    is_template: greenhouse.kept.templates.has(job.id),
    name: job.title,
    notes: job.isRemote ? '<p>Can be done from home.</p>' : null,
    office_ids: officesOf(job),
    opened_at: momentOf(job.openedAt),
    requisition_id: job.code,
    status: jobStatus[job.status],
  };
}

export const stampsOf = ({ createdAt, updatedAt }: Pick<Job, 'createdAt' | 'updatedAt'>) => ({
  createdAt,
  updatedAt,
});

export function partOf(job: Job, kind: number, ordinal: number, render: () => object): Entry {
  return entryOf({ ...stampsOf(job), id: partId(kind, job.id, ordinal) }, () => ({
    ...render(),
  }));
}

/** The recruiter is responsible; some jobs have a coordinator, too. */
const owners = forEachJob((job) => {
  const job_id = Number(job.id);
  const shape = (userId: string, type: string, responsible: boolean, ordinal: number) =>
    partOf(job, kinds.owner, ordinal, () => ({
      job_id,
      responsible,
      type,
      user_id: Number(userId),
    }));
  const recruiter = shape(job.recruiterId, 'recruiter', true, 0);
  if (job_id % 3 !== 0) return [recruiter];
  return [recruiter, shape(job.hiringManagerId, 'coordinator', false, 1)];
});

const openings = forEachJob((job, { greenhouse }) =>
  [0, 1].map((ordinal) => {
    const id = partId(kinds.opening, job.id, ordinal);
    const filledBy = greenhouse.kept.filledOpenings.get(String(id));
    return partOf(job, kinds.opening, ordinal, () => ({
      application_id: idOf(filledBy),
      close_reason_id: null,
      closed_at: momentOf(filledBy === undefined ? job.closedAt : job.updatedAt),
      custom_fields: {},
      job_id: Number(job.id),
      open: filledBy === undefined && job.closedAt === null,
      opened_at: momentOf(job.openedAt),
      opening_id: `${job.code}-${ordinal + 1}`,
      sort_order: ordinal,
      target_start_on: null,
    }));
  }),
);

/** Jobs, and what belongs to them. */
export const jobLists: Readonly<Record<string, List>> = {
  jobs: {
    entries: forEachJob((job, { greenhouse }) => [entryOf(job, () => jobShape(greenhouse, job))]),
    filters:
      'opened_at@ closed_at@ requisition_id department_id confidential? status=open|draft|closed',
    special: {
      office_id: { accepts: ({ office_ids }, id) => [office_ids].flat().includes(Number(id)) },
    },
  },
  job_owners: {
    entries: owners,
    filters: 'user_ids job_ids type=sourcer|recruiter|coordinator',
  },
  job_hiring_managers: {
    entries: forEachJob((job) => [
      partOf(job, kinds.hiringManager, 0, () => ({
        job_id: Number(job.id),
        user_id: Number(job.hiringManagerId),
      })),
    ]),
    filters: 'user_ids job_ids',
  },
  openings: {
    entries: openings,
    filters: 'job_ids application_ids close_reason_ids opened_at@ closed_at@ open? opening_id',
  },
  job_interview_stages: {
    entries: (view) =>
      Array.from(stagesIn(view), (stage) =>
        entryOf(stage, () => ({
          active: true,
          job_id: idOf(stage.jobId),
          name: stage.name,
          sort_order: stage.order,
        })),
      ),
    filters: 'job_ids active?',
  },
  job_interviews: {
    entries: (view) =>
      Array.from(interviewStagesIn(view), (stage) =>
        entryOf({ ...stage, id: partId(kinds.jobInterview, stage.id) }, () => ({
          active: true,
          duration: 45,
          instructions: null,
          job_id: idOf(stage.jobId),
          job_interview_stage_id: Number(stage.id),
          name: `${stage.name}: talk`,
          require_scorecard: true,
          scheduling_type: stage.kind === 'offer' ? 'offer' : 'needs_scheduling',
          sort_order: 0,
          summary: null,
        })),
      ),
    filters:
      'job_interview_stage_ids job_ids active? scheduling_type=none|needs_scheduling|take_home_test|offer',
  },
};
