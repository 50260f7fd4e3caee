import type { JobRecord } from '@hirewire/connector-kit';
import type { InMemoryRemote } from './in-memory-ats.ts';

/** Fills an in-memory ATS: `count` candidates with an application each, and all that belongs to them. */
export function addSampleRecords(remote: InMemoryRemote, count: number): void {
  remote.put('roles', {
    remote_id: 'admin',
    remote_label: 'Admin',
    scope: 'SYSTEM',
    unified_type: 'ADMIN',
  });
  remote.put('roles', {
    remote_id: 'recruiter',
    remote_label: 'Recruiter',
    scope: 'JOB',
    unified_type: 'RECRUITER',
  });
  remote.put('users', {
    remote_id: 'u1',
    first_name: 'Ada',
    last_name: 'Ödegaard',
    email: 'ada@example.com',
    status: 'ACTIVE',
    system_role_remote_ids: ['admin'],
  });
  remote.put('tags', { remote_id: 't1', name: 'Speaks Español 🎉' });
  remote.put('rejection_reasons', { remote_id: 'r1', name: 'Position filled' });
  for (const [index, name] of ['Applied', 'Interview', 'Offer'].entries()) {
    remote.put('application_stages', { remote_id: `s${index}`, name, status: 'ACTIVE' });
  }
  remote.put('jobs', sampleJob());
  for (let index = 0; index < count; index += 1) addCandidate(remote, index);
}

export function sampleJob(): JobRecord {
  return {
    remote_id: 'j1',
    name: 'Engineer',
    status: 'OPEN',
    stages: [0, 1, 2].map((index) => ({ remote_id: `s${index}`, index })),
    screening_questions: [
      { remote_id: 'q1', title: 'Why?', format: { type: 'TEXT' }, required: true },
    ],
    job_postings: [{ remote_id: 'p1', title: 'Engineer (all)', status: 'ACTIVE' }],
    hiring_team: [
      { user_remote_id: 'u1', role_remote_ids: ['recruiter'] },
      { user_remote_id: 'nobody-here', role_remote_ids: [] },
    ],
  };
}

export function addCandidate(remote: InMemoryRemote, index: number): void {
  remote.put('candidates', {
    remote_id: `c${index}`,
    first_name: 'Zoë',
    last_name: `Example ${index}`,
    email_addresses: [{ email_address: `Zoe.${index}@Example.com`, type: 'PERSONAL' }],
    tag_remote_ids: index % 3 === 0 ? ['t1'] : [],
  });
  remote.put('applications', {
    remote_id: `a${index}`,
    outcome: 'PENDING',
    candidate_remote_id: `c${index}`,
    job_remote_id: 'j1',
    current_stage_remote_id: `s${index % 3}`,
    screening_question_answers: [
      { question: { remote_id: 'q1', title: 'Why?', type: 'TEXT' }, answer: { content: 'So.' } },
    ],
  });
  if (index % 2 === 0) {
    remote.put('interviews', {
      remote_id: `i${index}`,
      title: 'Talk',
      application_remote_id: `a${index}`,
      starting_at: '2026-01-02T03:04:05.000Z',
      user_remote_ids: ['u1'],
    });
  }
  if (index % 2 === 0) {
    remote.put('notes', {
      remote_id: `n${index}`,
      candidate_remote_id: `c${index}`,
      application_remote_id: index % 4 === 0 ? `a${index}` : null,
      author_remote_id: 'u1',
      content_html: 'Knows bridges.',
      is_private: false,
    });
  }
  if (index % 2 === 0) {
    remote.put('scorecards', {
      remote_id: `k${index}`,
      candidate_remote_id: `c${index}`,
      application_remote_id: `a${index}`,
      interview_remote_id: `i${index}`,
      author_remote_id: 'u1',
      responses: [
        {
          remote_id: 'q1',
          label: 'Score',
          description: null,
          required: true,
          type: 'NUMBER',
          answer: 3,
        },
      ],
    });
  }
  if (index % 5 === 0) {
    remote.put('offers', {
      remote_id: `o${index}`,
      status: 'SENT',
      application_remote_id: `a${index}`,
    });
  }
}
