import type { ModelName, RecordByModel } from '@hirewire/connector-kit';

type Cases = { readonly [Model in ModelName]?: Readonly<Record<string, RecordByModel[Model]>> };

const dates = {
  remote_created_at: '2026-01-02T03:04:05.678Z',
  remote_updated_at: '2026-02-03T04:05:06.000Z',
};

/** Texts that JSON, PostgreSQL and hashes each have their own trouble with. */
const odd = 'Zoë "q" \\ \u0000 \ud83d 🎈 ΣΊΣΥΦΟΣ Größe \u2028';

const customFields = { z: 1, a: { y: [true, null], b: 'x' }, 'ünicode 🎈': odd };

const question = (label: string) => ({
  remote_id: `q-${label}`,
  label,
  description: label === 'Skills' ? 'What they showed' : null,
  required: true as boolean | null,
});
const choice = (label: string) => ({ remote_id: label.toLowerCase(), label });

function rawOf(path: string): { remote_data: NonNullable<RecordByModel['tags']['remote_data']> } {
  const object = {
    z: 1,
    name: odd,
    signedUrl: 'changes',
    nested: { b: 2, a: [{ d: 1, c: null }] },
  };
  return { remote_data: { [path]: object as never, '/other': [1, 2] } };
}

/** Records as connectors yield them: filled, with nothing but what they must have, and odd. */
export const rowCases: Cases = {
  roles: {
    full: {
      remote_id: 'r1',
      remote_label: 'Hiring manager',
      scope: 'JOB',
      unified_type: 'HIRING_MANAGER',
      ...rawOf('/role.list'),
    },
    least: { remote_id: 'r2' },
  },
  users: {
    full: {
      remote_id: 'u1',
      first_name: 'Ada',
      last_name: 'Ödegaard',
      email: 'Ada@Example.com',
      status: 'ACTIVE',
      system_role_remote_ids: ['r2', 'r1', 'r2'],
      ...rawOf('/user.list'),
    },
    least: { remote_id: 'u2', system_role_remote_ids: [] },
    odd: { remote_id: 'ü\u0000', first_name: odd, system_role_remote_ids: [odd] },
  },
  tags: {
    full: { remote_id: 't1', name: 'Speaks Español 🎉', ...rawOf('/tag.list') },
    least: { remote_id: 't2' },
    odd: { remote_id: 't3', name: odd },
  },
  rejection_reasons: {
    full: { remote_id: 'x1', name: 'Position filled', ...rawOf('/reason.list') },
    least: { remote_id: 'x2', name: null },
  },
  application_stages: {
    full: {
      remote_id: 's1',
      name: 'Applied 🎈',
      status: 'ACTIVE',
      custom_fields: customFields,
      ...rawOf('/stage.list'),
    },
    least: { remote_id: 's2' },
  },
  jobs: {
    full: {
      remote_id: 'j1',
      name: 'Engineer (all) 🎈',
      job_code: 'E-1',
      description: '<p>Build</p>',
      confidential: false,
      weekly_hours: 38.5,
      employment_type: 'FULL_TIME',
      status: 'OPEN',
      visibility: 'PUBLIC',
      category: 'Technology',
      department: 'Bridges',
      post_url: 'https://jobs.example.com/1',
      experience_level: 'SENIOR',
      remote_work_status: 'REMOTE',
      salary_amount: 0.1,
      salary_amount_from: 50_000,
      salary_amount_to: 70_000,
      salary_currency: 'EUR',
      salary_period: 'YEAR',
      location: { city: 'Ålesund', country: 'NO', zip_code: null },
      custom_fields: customFields,
      remote_url: 'https://ats.example.com/jobs/1',
      opened_at: '2026-01-01T00:00:00.000Z',
      closed_at: '2026-03-01T00:00:00.000Z',
      ...dates,
      contact_remote_id: 'u1',
      stages: [
        { remote_id: 's2', index: 4 },
        { remote_id: 's1', index: null },
      ],
      screening_questions: [
        {
          remote_id: 'q1',
          title: 'Why?',
          description: '<b>Say</b>',
          format: { type: 'SINGLE_SELECT', options: [{ id: 'o1', name: 'Yes' }] },
          category: 'EEO',
          index: 0,
          required: true,
        },
        {
          remote_id: 'q2',
          title: odd,
          format: { type: 'TEXT', max_length: 9, display_type: null },
          precondition_question_remote_id: 'q1',
          precondition_options: ['o1'],
        },
      ],
      job_postings: [
        {
          remote_id: 'p1',
          title: 'Engineer',
          description_html: '<p>We build</p>',
          status: 'ACTIVE',
          visibility: 'PUBLIC',
          url: 'https://jobs.example.com/1',
        },
        { remote_id: 'p2' },
      ],
      hiring_team: [
        { user_remote_id: 'u1', role_remote_ids: ['r1', 'r2'] },
        { user_remote_id: 'u\u00002', role_remote_ids: [] },
      ],
      ...rawOf('/job.list'),
    },
    least: {
      remote_id: 'j2',
      stages: [],
      screening_questions: [],
      job_postings: [],
      hiring_team: [],
    },
    odd: {
      remote_id: odd,
      name: odd,
      status: odd,
      location: { city: null },
      remote_created_at: 'no date',
      stages: [{ remote_id: 's1', index: 1.5 }],
      screening_questions: [{ remote_id: odd, precondition_question_remote_id: null }],
      job_postings: [{ remote_id: odd, title: odd }],
      hiring_team: [],
    },
  },
  candidates: {
    full: {
      remote_id: 'c1',
      first_name: 'Zoë',
      last_name: 'ΣΊΣΥΦΟΣ',
      company: 'Example Ltd',
      title: 'Engineer 🎈',
      confidential: true,
      source: 'Fair',
      phone_numbers: [{ phone_number: '+49 30 901820', type: 'WORK' }, { phone_number: '1' }],
      email_addresses: [
        { email_address: 'Zoe@Example.com', type: 'PRIVATE' },
        { email_address: null, type: null },
      ],
      social_media: [{ link: 'https://example.com/zoe', username: 'zoe' }, {}],
      location: { raw: 'Berlin', street_1: 'Road 1', street_2: 'b', state: 'BE' },
      custom_fields: customFields,
      remote_url: 'https://ats.example.com/candidates/1',
      ...dates,
      tag_remote_ids: ['t2', 't1', 't2'],
      ...rawOf('/candidate.list'),
    },
    least: { remote_id: 'c2', tag_remote_ids: [] },
    odd: {
      remote_id: 'c3',
      first_name: odd,
      last_name: '',
      title: odd,
      email_addresses: null,
      phone_numbers: [],
      location: {},
      custom_fields: {},
      tag_remote_ids: [odd],
    },
  },
  applications: {
    full: {
      remote_id: 'a1',
      outcome: 'DECLINED',
      rejection_reason_name: 'Position filled',
      rejected_at: '2026-02-01T00:00:00.000Z',
      current_stage_remote_id: 's1',
      current_stage_index: 3,
      job_remote_id: 'j1',
      candidate_remote_id: 'c1',
      screening_question_answers: [
        { question: { remote_id: 'q1', title: 'Why?', type: 'TEXT' }, answer: { content: odd } },
        {
          question: { remote_id: null, title: 'Which?', type: 'MULTI_SELECT' },
          answer: { choices: ['a', 'b'] },
        },
      ],
      custom_fields: customFields,
      remote_url: 'https://ats.example.com/applications/1',
      ...dates,
      ...rawOf('/application.list'),
    },
    least: { remote_id: 'a2' },
    odd: {
      remote_id: 'a3',
      rejection_reason_name: odd,
      current_stage_index: 2 ** 40,
      screening_question_answers: null,
      custom_fields: null,
    },
  },
  interviews: {
    full: {
      remote_id: 'i1',
      title: 'First talk 🎈',
      starting_at: '2026-01-02T03:04:05.000Z',
      ending_at: '2026-01-02T04:04:05.000Z',
      location: { city: 'Berlin' },
      video_conferencing_url: 'https://video.example.com/1',
      application_remote_id: 'a1',
      stage_remote_id: 's1',
      canceled: false,
      user_remote_ids: ['u2', 'u1', 'u2'],
      ...dates,
      ...rawOf('/interview.list'),
    },
    least: { remote_id: 'i2', user_remote_ids: [] },
  },
  offers: {
    full: {
      remote_id: 'o1',
      status: 'SENT',
      employment_start_date: '2026-05-01T00:00:00.000Z',
      application_remote_id: 'a1',
      custom_fields: customFields,
      ...dates,
      ...rawOf('/offer.list'),
    },
    least: { remote_id: 'o2' },
  },
  notes: {
    full: {
      remote_id: 'n1',
      candidate_remote_id: 'c1',
      application_remote_id: 'a1',
      author_remote_id: 'u1',
      title: 'After the talk 🎈',
      content_html: '<p>Knows <b>bridges</b></p>',
      is_private: true,
      ...dates,
      ...rawOf('/note.list'),
    },
    least: { remote_id: 'n2', candidate_remote_id: 'c2' },
    odd: { remote_id: odd, candidate_remote_id: odd, content_html: odd, is_private: false },
  },
  scorecards: {
    full: {
      remote_id: 'k1',
      candidate_remote_id: 'c1',
      application_remote_id: 'a1',
      interview_remote_id: 'i1',
      author_remote_id: 'u1',
      responses: [
        { ...question('Impression'), type: 'TEXT', answer: 'Good 🎈' },
        {
          ...question('Recommendation'),
          remote_id: null,
          required: null,
          type: 'SINGLE_SELECT',
          options: [choice('Hire'), { remote_id: null, label: 'No hire' }],
          answer: choice('Hire'),
        },
        {
          ...question('Skills'),
          type: 'MULTI_SELECT',
          options: [choice('Steel'), choice('Stone')],
          answer: [choice('Stone')],
        },
        { ...question('Would you work with them?'), type: 'BOOLEAN', answer: true },
        { ...question('Score'), type: 'NUMBER', answer: 3.5 },
        { ...question('Free from'), type: 'DATE', answer: '2026-05-01' },
        { ...question('Not answered'), type: 'DATE', answer: null },
      ],
      ...dates,
      ...rawOf('/feedback.list'),
    },
    least: { remote_id: 'k2' },
    odd: {
      remote_id: odd,
      responses: [
        { ...question(odd), type: 'TEXT', answer: odd },
        // None of these may reach a client: an unlisted type, a day with a time, a missing member.
        { ...question('A file'), type: 'FILE', answer: 'x' } as never,
        { ...question('A day'), type: 'DATE', answer: '2026-05-01T00:00:00.000Z' },
        { label: 'Half', type: 'NUMBER', answer: 1 } as never,
      ],
    },
  },
};
