import type { ModelName, RecordByModel } from '@hirewire/connector-kit';

/** A small recruiting department of invented people, with every model and every nested shape. */
export const testRecords: { readonly [Model in ModelName]: readonly RecordByModel[Model][] } = {
  roles: [
    { remote_id: 'admin', remote_label: 'Administrator', scope: 'SYSTEM', unified_type: 'ADMIN' },
    { remote_id: 'lead', remote_label: 'Lead', scope: 'JOB', unified_type: 'HIRING_MANAGER' },
  ],
  users: [
    {
      remote_id: 'u1',
      first_name: 'Ada',
      last_name: 'Brücke',
      email: 'Ada.Bruecke@example.com',
      status: 'ACTIVE',
      system_role_remote_ids: ['admin'],
    },
    { remote_id: 'u2', first_name: 'Bo', status: 'INACTIVE', system_role_remote_ids: [] },
  ],
  tags: [
    { remote_id: 't1', name: 'referral' },
    { remote_id: 't2', name: 'relocates' },
  ],
  rejection_reasons: [{ remote_id: 'r1', name: 'No visa' }],
  application_stages: [
    { remote_id: 's1', name: 'Review', status: 'ACTIVE' },
    { remote_id: 's2', name: 'Offer', status: 'ACTIVE' },
  ],
  jobs: ['1', '2', '3', '4', '5'].map((number) => ({
    remote_id: `j${number}`,
    name: `Bridge engineer ${number}`,
    job_code: `BE-${number}`,
    status: number === '5' ? 'CLOSED' : 'OPEN',
    employment_type: 'FULL_TIME',
    visibility: 'PUBLIC',
    post_url: `https://jobs.example.com/${number}`,
    remote_created_at: `2026-01-0${number}T00:00:00.000Z`,
    stages: [
      { remote_id: 's1', index: 0 },
      { remote_id: 's2', index: 1 },
    ],
    screening_questions: [
      { remote_id: `q${number}`, title: 'Why bridges?', format: { type: 'TEXT' }, required: true },
    ],
    job_postings: [{ remote_id: `p${number}`, title: `Posting ${number}`, status: 'ACTIVE' }],
    hiring_team: [{ user_remote_id: 'u1', role_remote_ids: ['lead'] }],
  })),
  candidates: [
    {
      remote_id: 'c1',
      first_name: 'Noor',
      last_name: 'van Dijk',
      email_addresses: [{ email_address: 'noor@example.org', type: 'PRIVATE' }],
      tag_remote_ids: ['t1'],
    },
    { remote_id: 'c2', first_name: 'Émile', last_name: 'Ito', tag_remote_ids: [] },
  ],
  applications: [
    {
      remote_id: 'a1',
      outcome: 'PENDING',
      candidate_remote_id: 'c1',
      job_remote_id: 'j1',
      current_stage_remote_id: 's1',
      current_stage_index: 0,
      remote_created_at: '2026-02-01T10:00:00.000Z',
    },
    {
      remote_id: 'a2',
      outcome: 'DECLINED',
      candidate_remote_id: 'c2',
      job_remote_id: 'j2',
      rejection_reason_name: 'No visa',
      remote_created_at: '2026-02-02T10:00:00.000Z',
    },
  ],
  interviews: [
    {
      remote_id: 'i1',
      title: 'First talk',
      starting_at: '2026-03-01T09:00:00.000Z',
      ending_at: '2026-03-01T10:00:00.000Z',
      application_remote_id: 'a1',
      user_remote_ids: ['u1'],
    },
  ],
  notes: [
    {
      remote_id: 'n1',
      candidate_remote_id: 'c1',
      application_remote_id: 'a1',
      author_remote_id: 'u1',
      content_html: '<p>Knows bridges.</p>',
      is_private: false,
    },
    { remote_id: 'n2', candidate_remote_id: 'c1', content_html: 'Moves in May.', is_private: true },
  ],
  scorecards: [
    {
      remote_id: 'k1',
      candidate_remote_id: 'c1',
      application_remote_id: 'a1',
      interview_remote_id: 'i1',
      author_remote_id: 'u1',
      responses: [
        {
          remote_id: 'q1',
          label: 'Recommendation',
          description: null,
          required: true,
          type: 'SINGLE_SELECT',
          options: [
            { remote_id: 'yes', label: 'Hire' },
            { remote_id: 'no', label: 'No hire' },
          ],
          answer: { remote_id: 'yes', label: 'Hire' },
        },
      ],
    },
    { remote_id: 'k2', candidate_remote_id: 'c2' },
  ],
  offers: [{ remote_id: 'o1', status: 'SENT', application_remote_id: 'a1' }],
};
