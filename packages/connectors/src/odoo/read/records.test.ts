import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ModelName, RecordByModel } from '@hirewire/connector-kit';
import { openOdoo, readAll } from '../fixtures/open-odoo.ts';
import { startOdooSimulator } from '@hirewire/simulators';
import type { OdooSimulator, OdooValue } from '@hirewire/simulators';

let pretend: OdooSimulator;
before(async () => {
  pretend = await startOdooSimulator();
});
after(() => pretend.close());

const longAgo = '2025-03-01T08:30:00.000Z';

/** Records by id, without the raw ones. */
async function read<Model extends ModelName>(
  model: Model,
): Promise<Record<string, Omit<RecordByModel[Model], 'remote_data'>>> {
  const { records } = await readAll(openOdoo(pretend.url).context, model);
  return Object.fromEntries(
    records.map(({ remote_data: _raw, ...record }) => [record.remote_id, record]),
  );
}

test('a job carries its place, its team and the stages that apply to it, in order', async () => {
  const jobs = await read('jobs');
  assert.deepEqual(jobs['1'], {
    remote_id: '1',
    name: 'Engineer',
    description: '<p>Build things with us!</p>',
    employment_type: 'FULL_TIME',
    status: 'OPEN',
    visibility: 'PUBLIC',
    department: 'Engineering',
    post_url: 'https://odoo.example.com/jobs/1',
    location: {
      street_1: '1 Main Street',
      street_2: 'Floor 2',
      city: 'Springfield',
      zip_code: '90001',
      state: 'California',
      country: 'US',
    },
    custom_fields: { c0ffee: 'B-12', x_cost_centre: 'R&D' },
    remote_created_at: longAgo,
    remote_updated_at: longAgo,
    stages: [
      { remote_id: '1', index: 0 },
      { remote_id: '2', index: 1 },
      { remote_id: '3', index: 2 },
    ],
    screening_questions: [],
    job_postings: [
      {
        remote_id: '1',
        title: 'Engineer',
        description_html: '<p>Build things with us!</p>',
        status: 'ACTIVE',
        visibility: 'PUBLIC',
        url: 'https://odoo.example.com/jobs/1',
      },
    ],
    hiring_team: [
      { user_remote_id: '2', role_remote_ids: ['recruiter'] },
      { user_remote_id: '3', role_remote_ids: ['department-manager', 'interviewer'] },
      { user_remote_id: '4', role_remote_ids: ['interviewer'] },
    ],
  });
});

test('the text of a job is that of its public page, where it has one', async () => {
  const job = pretend.tables['hr.job']!.rows.find(({ id }) => id === 1)!;
  const { website_description: text = '' } = job;
  const textsOf = async (html: OdooValue) => {
    job['website_description'] = html;
    const { description, job_postings: postings } = (await read('jobs'))['1']!;
    return [description, ...postings.map(({ description_html: shown }) => shown)];
  };
  try {
    const page = '<section><h2>You &amp; us</h2><img src="/web/image/7"></section>';
    assert.deepEqual(await textsOf(page), [page, page]);
    // What Odoo's editor leaves of a text that is deleted.
    for (const empty of [false, '', '<p><br></p>', '<section class="pt32">&nbsp;</section>']) {
      assert.deepEqual(await textsOf(empty), ['<p>Builds things.</p>', null], String(empty));
    }
  } finally {
    job['website_description'] = text;
  }
});

test('a stage for certain jobs only is in their pipelines, at its place', async () => {
  const jobs = await read('jobs');
  assert.deepEqual(
    jobs['2']?.stages.map(({ remote_id: id }) => id),
    ['1', '4', '2', '3'],
  );
});

test('an archived job is archived, and one that is not published has no public page', async () => {
  const jobs = await read('jobs');
  assert.equal(jobs['3']?.status, 'ARCHIVED');
  assert.equal(jobs['2']?.post_url, null);
  assert.equal(jobs['2']?.visibility, null);
  assert.deepEqual(
    jobs['2']?.job_postings.map(({ status }) => status),
    ['INACTIVE'],
  );
});

test('a contract type that says nothing of the working hours is no employment type', async () => {
  const { context, issues } = openOdoo(pretend.url);
  const { records } = await readAll(context, 'jobs');
  assert.equal(records.find(({ remote_id: id }) => id === '2')?.employment_type, null);
  assert.deepEqual(issues, []);
});

test('the outcome of an application outlives its archiving', async () => {
  const applications = await read('applications');
  const outcomes = ['1', '2', '3', '4', '5'].map((id) => applications[id]?.outcome);
  assert.deepEqual(outcomes, ['PENDING', 'DECLINED', 'HIRED', 'DECLINED', 'HIRED']);
});

test('only a refused application has a reason and a date of rejection', async () => {
  const applications = await read('applications');
  assert.equal(applications['2']?.rejection_reason_name, 'Not enough experience');
  assert.equal(applications['2']?.rejected_at, '2025-04-01T09:00:00.000Z');
  // The refusal of this one was taken back, and its date has stayed behind.
  assert.equal(applications['7']?.rejected_at, null);
  assert.equal(applications['7']?.outcome, 'PENDING');
});

test('an application points to its job, its stage and its person', async () => {
  const applications = await read('applications');
  assert.deepEqual(applications['8'], {
    remote_id: '8',
    outcome: 'PENDING',
    rejection_reason_name: null,
    rejected_at: null,
    current_stage_remote_id: '2',
    current_stage_index: 2,
    job_remote_id: '2',
    candidate_remote_id: 'partner:107',
    custom_fields: {},
    remote_created_at: longAgo,
    remote_updated_at: longAgo,
  });
  assert.deepEqual(applications['1']?.custom_fields, { beef: false });
});

test('people in a talent pool are candidates, but apply to nothing', async () => {
  const [applications, candidates] = [await read('applications'), await read('candidates')];
  assert.equal(applications['6'], undefined);
  assert.ok(candidates['partner:105']);
});

test('a candidate is a contact, with what all entries of the person say', async () => {
  const candidates = await read('candidates');
  assert.deepEqual(candidates['partner:100'], {
    remote_id: 'partner:100',
    first_name: 'Person',
    last_name: 'Number100',
    company: 'Elsewhere Ltd',
    title: 'Tester',
    source: 'Job fair',
    email_addresses: [
      { email_address: 'number100@example.com', type: null },
      { email_address: 'Number100@example.org', type: null },
    ],
    phone_numbers: [
      { phone_number: '+1 555 100', type: null },
      { phone_number: '+1 555 0100', type: null },
    ],
    social_media: [
      { type: 'LINKEDIN', link: 'https://www.linkedin.com/in/number100', username: null },
    ],
    location: {
      street_1: '1 Main Street',
      street_2: 'Floor 2',
      city: 'Springfield',
      zip_code: '90001',
      state: 'California',
      country: 'US',
    },
    tag_remote_ids: ['2', '1'],
    remote_created_at: longAgo,
    remote_updated_at: longAgo,
  });
});

test('an applicant without a contact is a candidate of its own', async () => {
  const [applications, candidates] = [await read('applications'), await read('candidates')];
  assert.equal(applications['520']?.candidate_remote_id, 'applicant:520');
  assert.equal(candidates['applicant:520']?.first_name, 'Nora');
  assert.equal(candidates['applicant:520']?.location, null);
});

test('an interview is a meeting about an applicant, with the users who attend', async () => {
  const interviews = await read('interviews');
  assert.deepEqual(Object.keys(interviews), ['1', '2']);
  assert.deepEqual(interviews['1'], {
    remote_id: '1',
    title: 'Interview',
    starting_at: '2025-06-01T10:00:00.000Z',
    ending_at: '2025-06-01T11:00:00.000Z',
    location: { raw: 'Room 5' },
    video_conferencing_url: 'https://meet.example.com/1',
    application_remote_id: '1',
    canceled: false,
    user_remote_ids: ['2', '3'],
    remote_created_at: longAgo,
    remote_updated_at: longAgo,
  });
  assert.equal(interviews['2']?.canceled, true);
});

test('an interview that takes all day is on its days, whatever times Odoo keeps of it', async () => {
  const days = { start_date: '2031-06-02', stop_date: '2031-06-04' };
  const oneDay = { start: '2031-06-02 00:00:00', stop: '2031-06-02 23:59:59' };
  const vals_list = [days, oneDay, { ...oneDay, stop: oneDay.start }].map((times) => ({
    name: 'Trial days',
    applicant_id: 1,
    allday: true,
    ...times,
  }));
  const { context, issues } = openOdoo(pretend.url);
  const { body } = await context.remote.request({
    method: 'POST',
    path: '/json/2/calendar.event/create',
    json: { vals_list },
    isIdempotent: false,
  });
  const { records } = await readAll(context, 'interviews');
  const made = records.filter(({ remote_id: id }) => (body as number[]).includes(Number(id)));
  const { rows } = pretend.tables['calendar.event']!;
  rows.splice(rows.length - made.length);
  const first = ['2031-06-02T00:00:00.000Z', '2031-06-02T23:59:59.000Z'];
  assert.deepEqual(
    made.map((event) => [event.starting_at, event.ending_at]),
    [['2031-06-02T00:00:00.000Z', '2031-06-04T23:59:59.000Z'], first, first],
  );
  assert.deepEqual(issues, []);
});

test('users are the people who work in Odoo, also those who have left', async () => {
  const users = await read('users');
  assert.deepEqual(Object.keys(users), ['2', '3', '4']);
  assert.deepEqual(users['4'], {
    remote_id: '4',
    first_name: 'Cy',
    last_name: 'Gone',
    email: null,
    status: 'INACTIVE',
    system_role_remote_ids: [],
  });
});

test('stages, tags and rejection reasons are read by name', async () => {
  const names = async (model: 'application_stages' | 'tags' | 'rejection_reasons') =>
    Object.values(await read(model)).map(({ name }) => name);
  assert.deepEqual(await names('application_stages'), ['New', 'Interview', 'Hired', 'Trial day']);
  assert.deepEqual(await names('tags'), ['Remote', 'Senior']);
  assert.deepEqual(await names('rejection_reasons'), [
    'Not enough experience',
    'Found another job',
  ]);
});

test('a record keeps the raw objects that it was made of', async () => {
  const { records } = await readAll(openOdoo(pretend.url).context, 'candidates');
  const raw = records.find(({ remote_id: id }) => id === 'partner:100')?.remote_data;
  assert.deepEqual(Object.keys(raw ?? {}), [
    '/json/2/res.partner/web_search_read',
    '/json/2/hr.applicant/web_search_read',
  ]);
  const applicants = raw?.['/json/2/hr.applicant/web_search_read'] as { id: number }[];
  assert.deepEqual(
    applicants.map(({ id }) => id),
    [7, 1],
  );
});

test('what no installed app has is not asked for', async () => {
  const plain = await startOdooSimulator();
  delete plain.tables['hr.job']?.columns['website_published'];
  delete plain.tables['hr.job']?.columns['full_url'];
  delete plain.tables['hr.job']?.columns['website_description'];
  try {
    const { records } = await readAll(openOdoo(plain.url).context, 'jobs');
    assert.equal(records.length, 3);
    assert.equal(records[0]?.description, '<p>Builds things.</p>');
    assert.deepEqual(
      records.flatMap((job) => job.job_postings),
      [],
    );
  } finally {
    await plain.close();
  }
});
