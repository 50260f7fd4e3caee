import type { RecordByModel } from '@hirewire/connector-kit';
import type { InMemoryRemote } from './in-memory-ats.ts';

/** The text of a field, which occurs nowhere else: `‹ats_candidates.title›`. */
export function mark(name: string): string {
  return `‹${name}›`;
}

const date = '2026-01-02T03:04:05.000Z';
const dates = { remote_created_at: date, remote_updated_at: date };

/** A record of each model, whose every text says which field it is of, also in its raw object. */
export function addMarkedRecords(remote: InMemoryRemote): void {
  const records: { [Model in keyof RecordByModel]: RecordByModel[Model] } = {
    roles: {
      ...texts('ats_roles', ['remote_label']),
      remote_id: 'role',
      scope: 'SYSTEM',
      unified_type: 'ADMIN',
    },
    users: {
      ...texts('ats_users', ['first_name', 'last_name']),
      remote_id: 'user',
      email: 'ada@example.com',
      status: 'ACTIVE',
      system_role_remote_ids: ['role'],
    },
    tags: { ...texts('ats_tags', ['name']), remote_id: 'tag' },
    rejection_reasons: { ...texts('ats_rejection_reasons', ['name']), remote_id: 'reason' },
    application_stages: {
      ...texts('ats_application_stages', ['name']),
      remote_id: 'stage',
      status: 'ACTIVE',
      custom_fields: { key: mark('ats_application_stages.custom_fields') },
    },
    jobs: markedJob(),
    candidates: markedCandidate(),
    applications: {
      ...texts('ats_applications', ['rejection_reason_name', 'remote_url']),
      ...dates,
      remote_id: 'application',
      outcome: 'DECLINED',
      rejected_at: date,
      candidate_remote_id: 'candidate',
      job_remote_id: 'job',
      current_stage_remote_id: 'stage',
      current_stage_index: 0,
      custom_fields: { key: mark('ats_applications.custom_fields') },
      screening_question_answers: [
        {
          question: { remote_id: 'question', title: 'Why?', type: 'TEXT' },
          answer: { content: mark('ats_applications.screening_question_answers') },
        },
      ],
    },
    interviews: {
      ...texts('ats_interviews', ['title', 'video_conferencing_url']),
      ...dates,
      remote_id: 'interview',
      location: { ...texts('ats_interviews', ['city', 'raw'], 'location.') },
      starting_at: date,
      ending_at: date,
      canceled: false,
      application_remote_id: 'application',
      stage_remote_id: 'stage',
      user_remote_ids: ['user'],
    },
    offers: {
      ...dates,
      remote_id: 'offer',
      status: 'SENT',
      employment_start_date: date,
      application_remote_id: 'application',
      custom_fields: { key: mark('ats_offers.custom_fields') },
    },
    scorecards: {
      ...dates,
      remote_id: 'scorecard',
      candidate_remote_id: 'candidate',
      application_remote_id: 'application',
      interview_remote_id: 'interview',
      author_remote_id: 'user',
      responses: [
        {
          remote_id: 'question',
          label: 'Why?',
          description: null,
          required: true,
          type: 'TEXT',
          answer: mark('ats_scorecards.responses'),
        },
      ],
    },
    notes: {
      ...texts('ats_notes', ['title', 'content_html']),
      ...dates,
      remote_id: 'note',
      is_private: true,
      candidate_remote_id: 'candidate',
      application_remote_id: 'application',
      author_remote_id: 'user',
    },
  };
  for (const [model, record] of Object.entries(records)) {
    const raw = { remote_data: { [`/${model}`]: { ...record, remote_data: null } as never } };
    remote.put(model as 'jobs', { ...record, ...raw } as RecordByModel['jobs']);
  }
}

function markedJob(): RecordByModel['jobs'] {
  const names = ['name', 'job_code', 'description', 'category', 'department', 'post_url'];
  const question = texts('ats_screening_questions', ['title', 'description']);
  const posting = texts('ats_job_postings', ['title', 'description_html', 'url']);
  return {
    ...texts('ats_jobs', [...names, 'experience_level', 'remote_url']),
    ...dates,
    remote_id: 'job',
    location: { ...texts('ats_jobs', ['city', 'raw'], 'location.') },
    custom_fields: { key: mark('ats_jobs.custom_fields') },
    contact_remote_id: 'user',
    stages: [{ remote_id: 'stage', index: 0 }],
    screening_questions: [{ ...question, remote_id: 'question', format: { type: 'TEXT' } }],
    job_postings: [{ ...posting, remote_id: 'posting', status: 'ACTIVE' }],
    hiring_team: [{ user_remote_id: 'user', role_remote_ids: ['role'] }],
  };
}

function markedCandidate(): RecordByModel['candidates'] {
  const names = ['first_name', 'last_name', 'company', 'title', 'source', 'remote_url'];
  return {
    ...texts('ats_candidates', names),
    ...dates,
    remote_id: 'candidate',
    confidential: true,
    phone_numbers: [{ phone_number: mark('ats_candidates.phone_numbers'), type: null }],
    email_addresses: [{ email_address: mark('ats_candidates.email_addresses'), type: null }],
    social_media: [{ link: mark('ats_candidates.social_media') }],
    location: { ...texts('ats_candidates', ['city', 'raw'], 'location.') },
    custom_fields: { key: mark('ats_candidates.custom_fields') },
    tag_remote_ids: ['tag'],
  };
}

function texts(model: string, fields: readonly string[], prefix = ''): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, mark(`${model}.${prefix}${field}`)]));
}
