import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobRecord, Json } from '@hirewire/connector-kit';
import { failure, readFixture } from '../fixtures/ashby-fixture-server.ts';
import type { Answer, Override } from '../fixtures/ashby-fixture-server.ts';
import { readFromFixtures, readPages, withFixtures } from '../fixtures/read-from-fixtures.ts';
import { postingDetails } from './job-references.ts';

type Raw = Record<string, unknown>;
const resultsOf = (fixture: Answer): Raw[] => fixture['results'] as Raw[];

/** Answers one method with a changed fixture. */
function changed(method: string, change: (results: Raw[]) => void): Override {
  const fixture = readFixture(method);
  change(resultsOf(fixture));
  return (called) => (called === method ? fixture : undefined);
}

async function readDelta(since: Json, override?: Override): Promise<JobRecord[]> {
  const read = withFixtures(
    async (session) => {
      const pages = await readPages(session, 'jobs', { since });
      assert.ok(pages.every((page) => page.completeness === 'changes'));
      return pages.flatMap((page) => page.records) as JobRecord[];
    },
    override === undefined ? {} : { override },
  );
  return read;
}

async function readSince(): Promise<Json> {
  const pages = await withFixtures((session) => readPages(session, 'jobs'));
  assert.equal(pages.at(-1)!.completeness, 'full');
  return pages.at(-1)!.since!;
}

test('a published job shows its own fields and those of its posting', async () => {
  const { records, issues } = await readFromFixtures('jobs');
  const [raw] = resultsOf(readFixture('job.list'));
  const [posting] = resultsOf(readFixture('jobPosting.info'));
  const { stages, screening_questions, job_postings, hiring_team, remote_data, ...own } =
    records[0]!;
  assert.deepEqual(own, {
    remote_id: raw!['id'],
    name: 'Platform engineer',
    job_code: 'ENG-7',
    description: '<p>Build things.</p>',
    confidential: false,
    employment_type: 'FULL_TIME',
    status: 'OPEN',
    visibility: 'PUBLIC',
    department: 'Engineering',
    post_url: posting!['externalLink'],
    remote_work_status: 'HYBRID',
    salary_amount_from: 80000,
    salary_amount_to: 100000,
    salary_currency: 'EUR',
    salary_period: 'YEAR',
    location: {
      city: 'Berlin',
      state: 'Berlin',
      country: 'DE',
      street_1: 'Beispielweg 1',
      zip_code: '10115',
      raw: 'Berlin office',
    },
    custom_fields: { [(raw!['customFields'] as Raw[])[0]!['id'] as string]: '4711' },
    opened_at: '2026-03-02T09:00:00.000Z',
    closed_at: null,
    remote_created_at: '2026-03-01T09:00:00.000Z',
    remote_updated_at: '2026-03-02T09:00:00.000Z',
  });
  assert.deepEqual(
    job_postings.map(({ title, status, visibility }) => [title, status, visibility]),
    [
      ['Platform engineer (f/m/x)', 'ACTIVE', 'PUBLIC'],
      [undefined, 'INACTIVE', null],
    ],
  );
  assert.ok(stages.length > 0 && screening_questions.length > 0 && hiring_team.length > 0);
  assert.deepEqual(remote_data!['job.list'], raw);
  assert.deepEqual(issues, []);
});

test('stages come plan by plan, in the order of each plan', async () => {
  const { records } = await readFromFixtures('jobs');
  assert.deepEqual(
    records[0]!.stages.map(({ index }) => index),
    [0, 1, 2, 3, 0],
  );
});

test('a hiring team has each user once, with the ids of all roles', async () => {
  const { records } = await readFromFixtures('jobs');
  const roles = resultsOf(readFixture('hiringTeamRole.list')).map((role) => role['id']);
  assert.deepEqual(
    records[0]!.hiring_team.map((member) => member.role_remote_ids),
    [[roles[0], roles[1]], [roles[2]]],
  );
});

test('questions leave out what the candidate record has, and surveys have a category', async () => {
  const { records } = await readFromFixtures('jobs');
  const questions = records[0]!.screening_questions;
  assert.deepEqual(
    questions.map(({ title, category, index }) => [title, category, index]),
    [
      ['Why do you want to work here?', null, 0],
      ['Years with databases', null, 1],
      ['When could you start?', null, 2],
      ['May we call you?', null, 3],
      ['Favourite language', null, 4],
      ['Languages', null, 5],
      ['Portfolio', null, 6],
      ['Schools', null, 7],
      ['Essay', null, 8],
      ['Rate yourself', null, 9],
      ['Gender', 'EEO', 10],
      ['Gender identity', 'DEMOGRAPHIC', 11],
    ],
  );
  assert.equal(new Set(questions.map((question) => question.remote_id)).size, questions.length);
  assert.equal(questions[0]!.required, true);
  assert.equal(questions[0]!.description, '<p>A few lines.</p>');
  assert.deepEqual(
    questions.map(({ format }) => format!.type),
    [
      'TEXT',
      'NUMBER',
      'DATE',
      'BOOLEAN',
      'SINGLE_SELECT',
      'MULTI_SELECT',
      'FILE',
      'TEXT',
      'TEXT',
      'NUMBER',
      'SINGLE_SELECT',
      'SINGLE_SELECT',
    ],
  );
  assert.deepEqual(questions[4]!.format, {
    type: 'SINGLE_SELECT',
    options: [
      { id: 'ts', remote_id: 'ts', name: 'TypeScript' },
      { id: 'rs', remote_id: 'rs', name: 'Rust' },
    ],
  });
});

test('a confidential draft without a posting has neither text nor link', async () => {
  const { records } = await readFromFixtures('jobs');
  const draft = records[1]!;
  assert.equal(draft.status, 'DRAFT');
  assert.equal(draft.visibility, 'CONFIDENTIAL');
  assert.equal(draft.employment_type, 'SEASONAL');
  assert.equal(draft.description, undefined);
  assert.equal(draft.post_url, null);
  assert.deepEqual(draft.job_postings, []);
});

test('a posting that is not published is read where Ashby allows it', async () => {
  const [published] = resultsOf(readFixture('jobPosting.info'));
  const [job] = resultsOf(readFixture('job.list'));
  const [, unpublishedId] = job!['jobPostingIds'] as string[];
  const { records } = await readFromFixtures('jobs', (method, body) => {
    if (method !== 'jobPosting.info' || body['jobPostingId'] !== unpublishedId) return undefined;
    assert.equal(body['includeUnpublishedJobPostings'], true);
    const results = { ...published, id: unpublishedId, title: 'Not yet', isListed: false };
    return { success: true, results };
  });
  const posting = records[0]!.job_postings[1]!;
  assert.equal(posting.title, 'Not yet');
  assert.equal(posting.status, 'INACTIVE');
  assert.equal(records[0]!.description, '<p>Build things.</p>');
});

test('a job whose posting is not published shows its text, but no link', async () => {
  const { records } = await readFromFixtures(
    'jobs',
    changed('jobPosting.list', (postings) => postings.pop()),
  );
  const [job] = records;
  assert.equal(job!.description, '<p>Build things.</p>');
  assert.equal(job!.post_url, null);
  assert.equal(job!.visibility, null);
  assert.ok(job!.job_postings.every((posting) => posting.status === 'INACTIVE'));
});

test('a job shows the posting on the board before one by link alone', async () => {
  const [row] = resultsOf(readFixture('jobPosting.list'));
  const [details] = resultsOf(readFixture('jobPosting.info'));
  const byLink = { id: 'by-link', isListed: false, descriptionHtml: '<p>By link.</p>' };
  const { records } = await readFromFixtures('jobs', (method, body) => {
    if (method === 'jobPosting.list') {
      return { success: true, results: [{ ...row, ...byLink }, row] };
    }
    if (method !== 'jobPosting.info' || body['jobPostingId'] !== 'by-link') return undefined;
    return { success: true, results: { ...details, ...byLink } };
  });
  const [job] = records;
  assert.equal(job!.description, '<p>Build things.</p>');
  assert.equal(job!.visibility, 'PUBLIC');
  assert.equal(job!.job_postings[0]!.visibility, 'UNLISTED');
});

test('a posting that is taken down while jobs are read keeps what the list said of it', async () => {
  const { records } = await readFromFixtures('jobs', (method) =>
    method === 'jobPosting.info' ? failure('job_posting_not_found') : undefined,
  );
  assert.equal(records[0]!.job_postings[0]!.title, 'Platform engineer (f/m/x)');
  assert.equal(records[0]!.job_postings[0]!.status, 'ACTIVE');
});

test('a published posting that cannot be read for another reason costs what it says', async () => {
  const { records, issues } = await readFromFixtures('jobs', (method) =>
    method === 'jobPosting.info' ? failure('something_else') : undefined,
  );
  assert.deepEqual(records[0]!.unread, [...postingDetails]);
  assert.equal(records[0]!.name, 'Platform engineer');
  assert.equal(records[0]!.visibility, 'PUBLIC', 'the list of postings tells that');
  const fields = new Set(issues.map(({ field }) => field));
  assert.deepEqual(
    [...fields],
    postingDetails.filter((field) => !field.startsWith('remote_data')),
  );
});

test('a job whose detail could not be read is read again by the next delta, and no other', async () => {
  const [raw] = resultsOf(readFixture('job.list'));
  const failing: Override = (method, body) =>
    method === 'jobPosting.info' && body['jobPostingId'] === (raw!['jobPostingIds'] as string[])[0]
      ? failure('something_else')
      : undefined;
  const pages = await withFixtures((session) => readPages(session, 'jobs'), { override: failing });
  const records = await readDelta(pages.at(-1)!.since!);
  assert.deepEqual(
    records.map(({ remote_id, unread }) => [remote_id, unread]),
    [[raw!['id'], undefined]],
  );
});

const refused =
  (refusedMethod: string): Override =>
  (method) =>
    method === refusedMethod ? failure('missing_endpoint_permission') : undefined;

for (const [method, field] of [
  ['department.list', 'department'],
  ['hiringTeamRole.list', 'hiring_team'],
  ['jobPosting.list', 'job_postings'],
] as const) {
  test(`jobs without ${method} are read, not again while it fails, and again when it works`, async () => {
    const override = refused(method);
    const pages = await withFixtures((session) => readPages(session, 'jobs'), { override });
    const all = pages.flatMap((page) => page.records) as JobRecord[];
    assert.ok(all.length > 0);
    assert.ok(all.every(({ unread }) => unread?.includes(field)));
    const { since } = pages.at(-1)!;
    assert.deepEqual(await readDelta(since!, override), []);
    const again = await readDelta(since!);
    assert.deepEqual(
      again.map(({ remote_id, unread }) => [remote_id, unread]),
      all.map(({ remote_id }) => [remote_id, undefined]),
    );
  });
}

test('a job team without the names of roles has its users, and no word is called unknown', async () => {
  const { records, issues } = await readFromFixtures('jobs', refused('hiringTeamRole.list'));
  assert.ok(records[0]!.hiring_team.length > 0);
  assert.ok(records[0]!.hiring_team.every(({ role_remote_ids }) => role_remote_ids.length === 0));
  assert.deepEqual(
    issues.map(({ field }) => field),
    ['hiring_team'],
  );
});

test('an unknown word becomes null and is reported', async () => {
  const { records, issues } = await readFromFixtures(
    'jobs',
    changed('job.list', ([job]) => Object.assign(job!, { status: 'Frozen' })),
  );
  assert.equal(records[0]!.status, null);
  assert.deepEqual(issues, [{ model: 'jobs', field: 'status', sample: 'Frozen' }]);
});

test('a delta without changes has no records', async () => {
  assert.deepEqual(await readDelta(await readSince()), []);
});

const changes: Record<string, Override> = {
  'of the job itself': changed('job.list', ([job]) => Object.assign(job!, { title: 'New name' })),
  'of its posting': changed('jobPosting.list', ([posting]) =>
    Object.assign(posting!, { updatedAt: '2026-03-19T00:00:00.000Z' }),
  ),
  'that takes its posting down': changed('jobPosting.list', (postings) => postings.pop()),
  'of its interview plan': changed('interviewPlan.list', (plans) =>
    Object.assign(plans[1]!, { updatedAt: '2026-03-19T00:00:00.000Z' }),
  ),
  'of its department’s name': changed('department.list', ([department]) =>
    Object.assign(department!, { name: 'Platform' }),
  ),
};

for (const [change, override] of Object.entries(changes)) {
  test(`a delta notices a change ${change}`, async () => {
    const records = await readDelta(await readSince(), override);
    assert.deepEqual(
      records.map((record) => record.remote_id),
      [resultsOf(readFixture('job.list'))[0]!['id']],
    );
  });
}

test('the stages of a plan are read once, however many jobs use it', async () => {
  const override = changed('job.list', ([first, second]) => {
    second!['interviewPlanIds'] = first!['interviewPlanIds'];
  });
  await withFixtures(
    async (session) => {
      await readPages(session, 'jobs');
      const calls = session.server.calls.filter((call) => call.method === 'interviewStage.list');
      assert.equal(calls.length, 2);
    },
    { override },
  );
});

test('a resumed delta still knows the jobs before its position', async () => {
  const since = await readSince();
  const jobs = resultsOf(readFixture('job.list'));
  const secondPage: Override = (method, body) => {
    if (method !== 'job.list') return undefined;
    assert.equal(body['cursor'], 'second');
    return { success: true, results: [jobs[1]], moreDataAvailable: false };
  };
  const resumeFrom = { token: 'second', offset: 1, page: 1, total: null };
  const pages = await withFixtures((session) => readPages(session, 'jobs', { since, resumeFrom }), {
    override: secondPage,
  });
  assert.deepEqual(pages.at(-1)!.since, since);
});
