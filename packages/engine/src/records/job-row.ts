import type { JobPosting, JobRecord, ScreeningQuestion } from '@hirewire/connector-kit';
import { toIsoDate } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import { toPostgresText } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { folded, jsonText, membersOf, storableIndex, toStoredRow } from './own-json.ts';
import { customFieldsOf, integrationFieldsOf } from './raw-fields.ts';
import { toLocation } from './location.ts';

export function toJobRow(context: RowContext, job: JobRecord): StoredRow {
  const id = context.idOf('jobs', job.remote_id);
  const stages = job.stages.map((stage, position) => ({
    id: context.idOf('application_stages', stage.remote_id),
    index: storableIndex(stage.index) ?? position,
  }));
  const questions = jsonText(
    job.screening_questions.map((question) => toQuestion(context, job, question)),
  );
  const postings = jsonText(job.job_postings.map((posting) => toPosting(context, posting)));
  const hiringTeam = job.hiring_team.map((member) => ({
    user_id: context.idOf('users', member.user_remote_id),
    user_remote_id: toPostgresText(member.user_remote_id),
    role_ids: member.role_remote_ids.map((remoteId) => context.idOf('roles', remoteId)),
  }));
  return toStoredRow(
    context,
    { ...job, id },
    {
      short: { id, ...membersOf(job, ['remote_id', 'name']) },
      rest: {
        ...membersOf(job, ownFields),
        location: toLocation(job.location),
        custom_fields: customFieldsOf(context, 'jobs', job),
        contact_id: context.idOf('users', job.contact_remote_id),
      },
      integrationFields: integrationFieldsOf(context, 'jobs', job),
      columns: {
        name: folded(job.name),
        job_code: toPostgresText(job.job_code),
        post_url: toPostgresText(job.post_url),
        status: toPostgresText(job.status),
        employment_type: toPostgresText(job.employment_type),
        visibility: toPostgresText(job.visibility),
        remote_created_at: toIsoDate(job.remote_created_at),
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

const ownFields = [
  'job_code',
  'description',
  'confidential',
  'weekly_hours',
  'employment_type',
  'status',
  'visibility',
  'category',
  'department',
  'post_url',
  'experience_level',
  'remote_work_status',
  'salary_amount',
  'salary_amount_from',
  'salary_amount_to',
  'salary_currency',
  'salary_period',
  'remote_url',
  'opened_at',
  'closed_at',
  'remote_created_at',
  'remote_updated_at',
] as const;

// A vendor may use one question id in many jobs (form paths, say), so that the job is part of it.
function questionId(context: RowContext, job: JobRecord, remoteId: string): string {
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
    ...membersOf(question, [
      'remote_id',
      'title',
      'description',
      'format',
      'category',
      'index',
      'required',
      'precondition_options',
    ]),
    precondition_question_id:
      typeof precondition === 'string' ? questionId(context, job, precondition) : null,
  };
}

function toPosting(context: RowContext, posting: JobPosting): Record<string, unknown> {
  return {
    id: context.idOf('job_postings', posting.remote_id),
    ...membersOf(posting, [
      'remote_id',
      'title',
      'description_html',
      'status',
      'visibility',
      'url',
    ]),
  };
}
