import type { Application, Job } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { kindOfStage } from './stages.ts';
import type { Recruitee } from './recruitee.ts';
import { dateOf, locationsOf, nulls, numberOf, placeFields, textDateOf } from './shapes.ts';

const site = 'https://example-company.recruitee.com';
export const adminSite = 'https://app.recruitee.com/#';

/** Codes as far as they are known; `temporary` is of the vendor's own data generator. */
export const employmentCodes: Readonly<Record<Job['employment'], string>> = {
  'full time': 'fulltime_permanent',
  'part time': 'parttime_permanent',
  contract: 'freelance',
  temporary: 'temporary',
  intern: 'internship',
};

export type OfferStatus = 'archived' | 'closed' | 'draft' | 'internal' | 'published';

export function statusOf({ status, isPublished }: Job): OfferStatus {
  if (status !== 'open') return status;
  return isPublished ? 'published' : 'internal';
}

export const slugOf = ({ title, code }: Job): string =>
  `${title} ${code}`
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-');

/** Amounts are texts: `"18.50"`. Jobs without a salary have the object, with nulls. */
export function salaryShape({ salary }: Pick<Job, 'salary'>) {
  if (salary === null) return nulls('min', 'max', 'currency', 'period');
  const { min, max, currency, per } = salary;
  return { min: min.toFixed(2), max: max.toFixed(2), currency, period: per };
}

export function pipelineShape(account: Recruitee, job: Job) {
  const stages = account.pipelineOf(job);
  const isOwn = stages[0]?.jobId === job.id;
  const placed = account.assigned.of(job.id);
  return {
    id: pipelineIdOf(account, job),
    title: isOwn ? `Pipeline of ${job.title}` : 'Default',
    category: null,
    custom: isOwn,
    default: !isOwn,
    position: null,
    requires_adjustment: false,
    stages: stages
      .map((stage) =>
        shown(stage, {
          id: Number(stage.id),
          name: stage.name,
          ...kindOfStage(stage),
          group: null,
          time_limit: null,
          fair_evaluations_enabled: false,
          action_templates: [],
          placements_count: placed.filter(({ stageId }) => stageId === stage.id).length,
        }),
      )
      .toSorted((a, b) => a.position - b.position),
  };
}

/** All offers with the default pipeline show the same one. */
export function pipelineIdOf(account: Recruitee, job: Job): number {
  return Number(account.pipelineOf(job)[0]?.id) + 1_000_000;
}

/** A row of the list, which may lack kind and dates since December 2025: every second one does. */
export function offerRow(account: Recruitee, job: Job) {
  const { created_at, updated_at, published_at, kind, ...row } = offerFields(account, job);
  const isBare = Number(job.id) % 2 === 0 && !account.isPool(job.id);
  return shown(job, isBare ? row : { ...row, kind, created_at, updated_at, published_at });
}

export function offerShape(account: Recruitee, job: Job) {
  const { description, isRemote, place } = job;
  const index = Number(job.id);
  return shown(job, {
    ...offerFields(account, job),
    description,
    requirements: '<ul><li>Curiosity &amp; patience</li></ul>',
    highlight_html: '',
    category: 'administrative',
    experience: /^(?:Senior|Staff|Lead) /.test(job.title) ? 'mid_level' : 'student_college',
    education: 'high_school',
    remote: place === null ? null : isRemote,
    remote_option: isRemote ? 'remote' : place === null ? null : 'on_site',
    min_hours: job.employment === 'part time' ? 20 : null,
    max_hours: job.employment === 'part time' ? 25 : job.employment === 'full time' ? 40 : null,
    salary: salaryShape(job),
    ...formOptions(job),
    tags: index % 2 === 0 ? ['priority'] : [{ id: 9, name: 'priority' }],
    pipeline_template_id: pipelineIdOf(account, job),
    email_confirmation_body: '<div>We have your application.</div>',
    ...nulls('priority', 'deleted_at', 'open_question_template_id'),
  });
}

/** What the application form asks for besides name and e-mail address. */
export function formOptions({ code }: Job) {
  const index = Number(code.replace('REQ-', ''));
  return {
    options_phone: 'optional',
    options_cv: index % 3 === 0 ? 'required' : 'optional',
    options_cover_letter: index % 2 === 0 ? 'off' : 'optional',
    options_photo: 'off',
  };
}

function offerFields(account: Recruitee, job: Job) {
  const { id, title, departmentId, recruiterId, hiringManagerId } = job;
  const { departments } = account.company.tables;
  const address = `${site}/o/${slugOf(job)}`;
  return {
    id: Number(id),
    title,
    kind: account.isPool(id) ? 'talent_pool' : 'job',
    status: statusOf(job),
    slug: slugOf(job),
    guid: Number(id).toString(36),
    url: address,
    careers_url: address,
    adminapp_url: `${adminSite}/offers/${slugOf(job)}`,
    department: departments.find(departmentId ?? '')?.name ?? null,
    department_id: numberOf(departmentId),
    employment_type: employmentCodes[job.employment],
    ...placeFields(job),
    state_code: null,
    locations: locationsOf(job),
    position: Number(id) % 1000,
    hiring_manager_id: numberOf(hiringManagerId),
    recruiter_id: numberOf(recruiterId),
    number_of_openings: 1,
    created_at: dateOf(job.createdAt),
    updated_at: dateOf(job.updatedAt),
    published_at: textDateOf(job.openedAt),
    closed_at: textDateOf(job.closedAt),
    // Null where a list was promised.
    offer_tags: Number(id) % 3 === 0 ? null : ['priority'],
    followers: [],
    enabled_languages: [{ code: 'en', name: 'English', native_name: 'English' }],
    lang_code: 'en',
    mailbox_email: `job.${Number(id).toString(36)}@example.com`,
    enabled_for_referrals: false,
    has_active_campaign: false,
    pipeline: false,
    followed: false,
    ...countsOf(account.assigned.of(id)),
    pipeline_template: pipelineShape(account, job),
    issues: { is_required_data_missing: false, is_requisition_missing: false },
    example: account.examples.has(id),
    ...nulls('eeo_settings', 'job_scheduler', 'shared_openings_count'),
  };
}

function countsOf(placed: readonly Application[]) {
  const of = (...statuses: Application['status'][]): number =>
    placed.filter(({ status }) => statuses.includes(status)).length;
  return {
    candidates_count: placed.length,
    qualified_candidates_count: of('active', 'hired'),
    disqualified_candidates_count: of('rejected'),
    hired_candidates_count: of('hired'),
    hired_candidates_without_openings_count: null,
  };
}
