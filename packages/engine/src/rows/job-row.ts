import type { JobPosting, JobRecord, ScreeningQuestion } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import { foldCase } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { sortedMap, storable, toStoredRow } from './own-json.ts';
import { toLocation } from './location.ts';

export function toJobRow(context: RowContext, job: JobRecord): StoredRow {
  const id = context.idOf('jobs', job.remote_id) ?? '';
  const stages = job.stages.map((stage, position) => ({
    id: context.idOf('application_stages', stage.remote_id),
    index: stage.index ?? position,
  }));
  const questions = JSON.stringify(
    job.screening_questions.map((question) => toQuestion(context, job, question)),
  );
  const postings = JSON.stringify(job.job_postings.map((posting) => toPosting(context, posting)));
  const hiringTeam = job.hiring_team.map((member) => ({
    user_id: context.idOf('users', member.user_remote_id),
    user_remote_id: storable(member.user_remote_id),
    role_ids: member.role_remote_ids.map((remoteId) => context.idOf('roles', remoteId)),
  }));
  return toStoredRow(
    context,
    { ...job, id },
    {
      short: { id, remote_id: job.remote_id, name: job.name ?? null },
      rest: restOfJob(context, job),
      columns: {
        name: job.name === null || job.name === undefined ? null : storable(foldCase(job.name)),
        job_code: storable(job.job_code),
        post_url: storable(job.post_url),
        status: storable(job.status),
        employment_type: storable(job.employment_type),
        visibility: storable(job.visibility),
        remote_created_at: job.remote_created_at,
        stage_ids: stages.map((stage) => stage.id),
        stage_indexes: stages.map((stage) => stage.index),
        screening_questions: questions,
        job_postings: postings,
        hiring_team: hiringTeam,
      },
      parts: [stages, questions, postings, hiringTeam],
    },
  );
}

function restOfJob(context: RowContext, job: JobRecord): Record<string, unknown> {
  return {
    job_code: job.job_code ?? null,
    description: job.description ?? null,
    confidential: job.confidential ?? null,
    weekly_hours: job.weekly_hours ?? null,
    employment_type: job.employment_type ?? null,
    status: job.status ?? null,
    visibility: job.visibility ?? null,
    category: job.category ?? null,
    department: job.department ?? null,
    post_url: job.post_url ?? null,
    experience_level: job.experience_level ?? null,
    remote_work_status: job.remote_work_status ?? null,
    salary_amount: job.salary_amount ?? null,
    salary_amount_from: job.salary_amount_from ?? null,
    salary_amount_to: job.salary_amount_to ?? null,
    salary_currency: job.salary_currency ?? null,
    salary_period: job.salary_period ?? null,
    location: toLocation(job.location),
    custom_fields: sortedMap(job.custom_fields),
    remote_url: job.remote_url ?? null,
    opened_at: job.opened_at ?? null,
    closed_at: job.closed_at ?? null,
    remote_created_at: job.remote_created_at ?? null,
    remote_updated_at: job.remote_updated_at ?? null,
    contact_id: context.idOf('users', job.contact_remote_id),
  };
}

// A vendor may use one question id in many jobs (form paths, say), so that the job is part of it.
function questionId(context: RowContext, job: JobRecord, remoteId: string): string | null {
  return context.idOf(
    'screening_questions',
    `${job.remote_id.length}:${job.remote_id}:${remoteId}`,
  );
}

function toQuestion(
  context: RowContext,
  job: JobRecord,
  question: ScreeningQuestion,
): Record<string, unknown> {
  const precondition = question.precondition_question_remote_id;
  return {
    id: questionId(context, job, question.remote_id),
    remote_id: question.remote_id,
    title: question.title ?? null,
    description: question.description ?? null,
    format: question.format ?? null,
    category: question.category ?? null,
    index: question.index ?? null,
    required: question.required ?? null,
    precondition_question_id:
      precondition === null || precondition === undefined
        ? null
        : questionId(context, job, precondition),
    precondition_options: question.precondition_options ?? null,
  };
}

function toPosting(context: RowContext, posting: JobPosting): Record<string, unknown> {
  return {
    id: context.idOf('job_postings', posting.remote_id),
    remote_id: posting.remote_id,
    title: posting.title ?? null,
    description_html: posting.description_html ?? null,
    status: posting.status ?? null,
    visibility: posting.visibility ?? null,
    url: posting.url ?? null,
  };
}
