import type { ModelName, RecordByModel } from '../../declaration/records.ts';

type Written =
  | 'jobs'
  | 'application_stages'
  | 'applications'
  | 'candidates'
  | 'tags'
  | 'rejection_reasons';
type Tables = { [Model in Written & ModelName]: RecordByModel[Model][] };

interface FakeFile {
  id: string;
  about: string;
  name: string;
  type: string;
  content: string;
}

/** What the invented ATS holds beside its users. It has the same form as our records. */
export interface FakeRecords extends Tables {
  notes: string[];
  files: FakeFile[];
}

export interface FakeRequest {
  method: string;
  path: string;
  /** Texts, all of them. */
  body: Record<string, string>;
}

/** Enough for each test of actions to use some up. */
const applicantCount = 16;

export function createFakeRecords(): FakeRecords {
  const numbers = Array.from({ length: applicantCount }, (_, index) => index);
  return {
    jobs: [
      {
        remote_id: 'j1',
        name: 'Engineer',
        status: 'OPEN',
        stages: ['s1', 's2', 's3'].map((id) => ({ remote_id: id, index: null })),
        screening_questions: [
          { remote_id: 'q1', title: 'Why?', format: { type: 'TEXT' }, required: true },
        ],
        job_postings: [],
        hiring_team: [{ user_remote_id: 'u0', role_remote_ids: ['r1'] }],
      },
    ],
    application_stages: ['New', 'Interview', 'Over'].map((name, index) => ({
      remote_id: `s${index + 1}`,
      name,
    })),
    applications: numbers.map((number) => ({
      remote_id: `a${number}`,
      outcome: number === 0 ? 'DECLINED' : 'PENDING',
      rejection_reason_name: number === 0 ? 'Too late' : null,
      current_stage_remote_id: number === 0 ? 's3' : `s${(number % 2) + 1}`,
      job_remote_id: 'j1',
      candidate_remote_id: `c${number}`,
    })),
    candidates: numbers.map((number) => ({
      remote_id: `c${number}`,
      first_name: 'Person',
      last_name: `Number${number}`,
      email_addresses: [{ email_address: `person${number}@example.com`, type: null }],
      tag_remote_ids: ['t1'],
    })),
    tags: [{ remote_id: 't1', name: 'Remote' }],
    rejection_reasons: [{ remote_id: 'x1', name: 'Too late' }],
    notes: [],
    files: [],
  };
}

/** What is refused, with its status. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @throws Refusal */
export function answerRecords(records: FakeRecords, { path, body }: FakeRequest): unknown {
  const [, root = '', id = '', verb = ''] = path.split('/');
  if (root === 'records') return { items: records[id as Written] };
  if (root === 'files' && id !== '') return find(records.files, id, (file) => file.id);
  if (root === 'files-of') return { items: records.files.filter(({ about }) => about === id) };
  const actions: Record<string, () => unknown> = {
    apply: () => apply(records, body),
    'applications.stage': () => {
      const application = findRecord(records.applications, id);
      application.current_stage_remote_id = stageOf(records, body['stage']);
    },
    'applications.reject': () => {
      const application = findRecord(records.applications, id);
      const reason = records.rejection_reasons.find((one) => one.remote_id === body['reason']);
      if (body['reason'] !== undefined && reason === undefined) throw new Refusal(422, 'reason');
      application.outcome = 'DECLINED';
      application.rejection_reason_name = reason?.name ?? null;
    },
    'candidates.tag': () => tag(records, id, body),
    'candidates.untag': () => {
      const candidate = findRecord(records.candidates, id);
      const known = records.tags.find(({ name }) => name === body['name'])?.remote_id ?? '';
      if (body['strict'] && !candidate.tag_remote_ids.includes(known)) {
        throw new Refusal(422, 'no such tag');
      }
      candidate.tag_remote_ids = candidate.tag_remote_ids.filter((one) => one !== known);
    },
    'about.note': () => {
      requireAbout(records, id);
      records.notes.push(body['text'] ?? '');
    },
    'about.file': () => {
      requireAbout(records, id);
      const { name = '', type = '', content = '' } = body;
      records.files.push({ id: `f${records.files.length}`, about: id, name, type, content });
    },
    about: () => requireAbout(records, id),
  };
  const action = actions[verb === '' ? root : `${root}.${verb}`];
  if (action === undefined) throw new Refusal(404, 'no such path');
  return action() ?? {};
}

function apply(records: FakeRecords, body: FakeRequest['body']): unknown {
  const { job = '', email = '', first = '', last = '' } = body;
  findRecord(records.jobs, job);
  const stage = stageOf(records, body['stage'] ?? 's1');
  if (records.candidates.some((one) => one.email_addresses?.[0]?.email_address === email)) {
    throw new Refusal(409, 'already applied');
  }
  const candidate = `c${records.candidates.length}`;
  const application = `a${records.applications.length}`;
  records.candidates.push({
    remote_id: candidate,
    first_name: first,
    last_name: last,
    email_addresses: [{ email_address: email, type: null }],
    tag_remote_ids: [],
  });
  records.applications.push({
    remote_id: application,
    outcome: 'PENDING',
    current_stage_remote_id: stage,
    job_remote_id: job,
    candidate_remote_id: candidate,
  });
  return { application, candidate };
}

function tag(records: FakeRecords, id: string, { name = '', anew }: FakeRequest['body']): unknown {
  const candidate = findRecord(records.candidates, id);
  const known = records.tags.find((one) => one.name === name && anew === undefined);
  const tagId = known?.remote_id ?? `t${records.tags.length + 1}`;
  if (known === undefined) records.tags.push({ remote_id: tagId, name });
  candidate.tag_remote_ids = [...new Set([...candidate.tag_remote_ids, tagId])];
  return { tag: tagId };
}

function stageOf({ application_stages: stages }: FakeRecords, id: string | undefined): string {
  const found = stages.find((stage) => stage.remote_id === id);
  if (found === undefined) throw new Refusal(422, 'no such stage');
  return found.remote_id;
}

function requireAbout({ applications, candidates }: FakeRecords, id: string): void {
  findRecord<{ remote_id: string }>([...applications, ...candidates], id);
}

function findRecord<Found extends { remote_id: string }>(
  list: readonly Found[],
  id: string,
): Found {
  return find(list, id, (record) => record.remote_id);
}

function find<Found>(list: readonly Found[], id: string, idOf: (one: Found) => string): Found {
  const found = list.find((one) => idOf(one) === id);
  if (found === undefined) throw new Refusal(404, `nothing has the id ${id}`);
  return found;
}
