import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { openOnlyfy, page, readPages, readRecords, refusal } from '../fixtures/open-onlyfy.ts';
import {
  account,
  application,
  candidate,
  hired,
  job,
  rejected,
  statuses,
  withdrawn,
} from '../fixtures/records.ts';

test('a job comes with its place, department, stages, questions and posting', async () => {
  const session = await openOnlyfy(account);
  const [record] = await readRecords(session, 'jobs');
  assert.partialDeepStrictEqual(record, {
    remote_id: '10',
    name: 'Boat builder',
    description: '<p>Build boats</p>',
    employment_type: 'FULL_TIME',
    status: 'OPEN',
    visibility: 'PUBLIC',
    department: 'Yard',
    post_url: 'https://example.onlyfy.jobs/apply/boat-builder',
    experience_level: 'Professional/Experienced',
    salary_amount: 52000.5,
    location: { city: 'Kiel', country: 'DE' },
    custom_fields: { place: 'Pier 4' },
    opened_at: '2026-01-03T07:00:00.000Z',
    closed_at: null,
    remote_created_at: '2026-01-02T07:00:00.000Z',
    stages: statuses.map(({ id }, index) => ({ remote_id: String(id), index })),
    screening_questions: [
      { remote_id: '71', title: 'Why us?', format: { type: 'TEXT' }, index: 0 },
      {
        remote_id: '72',
        title: 'Tools',
        index: 1,
        format: {
          type: 'SINGLE_SELECT',
          options: [
            { id: '721', remote_id: '721', name: 'Saw' },
            { id: '722', remote_id: '722', name: 'Plane' },
          ],
        },
      },
    ],
    job_postings: [
      {
        remote_id: '10',
        title: 'Boat builder',
        description_html: '<p>Build boats</p>',
        status: 'ACTIVE',
        visibility: 'PUBLIC',
        url: 'https://example.onlyfy.jobs/apply/boat-builder',
      },
    ],
  });
  assert.deepEqual(session.issues, []);
});

test('a job is open once it is published, closed once it is finished, and a draft before', async () => {
  const jobs = {
    open: { is_published_on_widget: false, is_published_on_job_center: true, published_at: null },
    'published before': { is_published_on_widget: false },
    finished: { finished_at: '2026-03-01T00:00:00+0100' },
    draft: { is_published_on_widget: false, published_at: null },
  };
  const rows = Object.entries(jobs).map(([title, fields]) => ({
    ...job,
    id: title,
    title,
    ...fields,
  }));
  const session = await openOnlyfy({ ...account, 'GET /job': rows });
  const records = await readRecords(session, 'jobs');
  assert.deepEqual(
    records.map(({ name, status }) => [name, status]),
    [
      ['open', 'OPEN'],
      ['published before', 'OPEN'],
      ['finished', 'CLOSED'],
      ['draft', 'DRAFT'],
    ],
  );
  const routes = session.calls.map(({ route }) => route);
  assert.ok(!routes.includes('GET /job/finished/custom_candidate_fields'));
});

test('a type of employment is a word or a number, and one that nobody knows is an issue', async () => {
  const types = ['part-time', 3, 4, 9, 'apprentice'];
  const rows = types.map((type, id) => ({ ...job, id, position_type: type }));
  const session = await openOnlyfy({ ...account, 'GET /job': rows });
  const records = await readRecords(session, 'jobs');
  assert.deepEqual(
    records.map(({ employment_type: type }) => type),
    ['PART_TIME', 'INTERNSHIP', 'CONTRACT', null, null],
  );
  assert.deepEqual(session.issues, [
    { model: 'jobs', field: 'position_type', sample: 'apprentice' },
  ]);
});

test('what a further list refuses costs its fields alone', async () => {
  const session = await openOnlyfy({
    ...account,
    'GET /department': () => refusal(403, 'No access'),
    'GET /city/7': () => refusal(403, 'No access'),
    'GET /custom_field': () => refusal(403, 'No access'),
    'GET /job/10/custom_candidate_fields': () => refusal(403, 'No access'),
  });
  const [record] = await readRecords(session, 'jobs');
  assert.equal(record?.name, 'Boat builder');
  assert.deepEqual(record?.unread?.toSorted(), [
    'custom_fields',
    'department',
    'location',
    'remote_data./job/custom_candidate_fields',
    'screening_questions',
  ]);
});

test('a field of a form that takes a file is shown, and takes no answer', async () => {
  const field = { id: 73, label: 'Certificate', type: 'file', possible_values: null };
  const routes = { ...account, 'GET /job/10/custom_candidate_fields': [field] };
  const [record] = await readRecords(await openOnlyfy(routes), 'jobs');
  assert.deepEqual(record?.screening_questions[0]?.format, {
    type: 'UNKNOWN',
    raw_question: field,
  });
});

test('a candidate comes with addresses, numbers, answers and tags', async () => {
  const session = await openOnlyfy(account);
  const [record] = await readRecords(session, 'candidates');
  assert.partialDeepStrictEqual(record, {
    remote_id: '50',
    first_name: 'Ada',
    last_name: 'Example',
    company: 'Example Dockyard',
    title: 'Shipwright',
    email_addresses: [
      { email_address: 'ada@example.com', type: null },
      { email_address: 'ada@work.example.com', type: 'WORK' },
    ],
    phone_numbers: [
      { phone_number: '+49 431 0001', type: null },
      { phone_number: '+49 170 0002', type: 'MOBILE' },
    ],
    social_media: [{ link: 'https://www.linkedin.com/in/ada-example', type: 'LINKEDIN' }],
    location: { city: 'Kiel', country: 'DE', street_1: 'Pier 4', zip_code: '24103' },
    custom_fields: { why: 'Boats', tools: ['Saw', 'Plane'] },
    tag_remote_ids: ['91'],
    remote_created_at: '2026-03-01T09:00:00.000Z',
    remote_updated_at: '2026-03-05T09:00:00.000Z',
  });
  assert.deepEqual(session.issues, []);
});

test('fields of the same name have their ids beside it', async () => {
  const fields = [71, 72].map((id) => ({ id, name: 'same', label: 'Same' }));
  const session = await openOnlyfy({ ...account, 'GET /custom_field': fields });
  const [record] = await readRecords(session, 'candidates');
  assert.deepEqual(record?.custom_fields, { 'same (71)': 'Boats', 'same (72)': ['Saw', 'Plane'] });
});

test('an address that stands twice is one, and what is no address is an issue', async () => {
  const profile = {
    ...candidate.profile,
    additional_emails: [
      { type: 'private', address: 'ADA@example.com' },
      { type: 'private', address: 'none' },
    ],
    additional_phones: [{ type: 'home', number: ' +49 431 0001 ' }],
  };
  const session = await openOnlyfy({ ...account, 'GET /candidate': [{ ...candidate, profile }] });
  const [record] = await readRecords(session, 'candidates');
  assert.deepEqual(record?.email_addresses, [{ email_address: 'ada@example.com', type: null }]);
  assert.deepEqual(record?.phone_numbers, [{ phone_number: '+49 431 0001', type: null }]);
  assert.deepEqual(
    session.issues.map(({ field }) => field),
    ['profile.additional_emails[].address'],
  );
});

test('contents of files are in no raw object', async () => {
  const session = await openOnlyfy(account);
  for (const model of ['candidates', 'applications'] as const) {
    const [record] = await readRecords(session, model);
    assert.match(JSON.stringify(record?.remote_data), /filename/);
    assert.doesNotMatch(JSON.stringify(record), /base64_content/);
  }
});

test('an application stands at its status, and was changed at the latest of its times', async () => {
  const session = await openOnlyfy(account);
  const [record] = await readRecords(session, 'applications');
  assert.partialDeepStrictEqual(record, {
    remote_id: '100',
    outcome: 'PENDING',
    current_stage_remote_id: '62',
    current_stage_index: 1,
    job_remote_id: '10',
    candidate_remote_id: '50',
    remote_created_at: '2026-03-01T09:00:00.000Z',
    remote_updated_at: '2026-03-04T09:00:00.000Z',
  });
  assert.deepEqual(session.issues, []);
});

test('what happened last says when an application was changed, wherever it is told', async () => {
  const canceled = { ...application, canceled_at: '2026-03-06T10:00:00Z' };
  const session = await openOnlyfy({ ...account, 'GET /application': [canceled] });
  const [record] = await readRecords(session, 'applications');
  assert.equal(record?.remote_updated_at, '2026-03-06T10:00:00.000Z');
});

const log = (status: Json, at: string, reason: string | null = null) => ({
  created_at: `2026-03-${at}T10:00:00Z`,
  job_application_status: status,
  reason,
});

test('hired, rejected and withdrawn are told by flags of the status, and reasons by its log', async () => {
  const rows = [
    { current_job_application_status: hired },
    {
      current_job_application_status: rejected,
      job_application_status_logs: [
        log(rejected, '09', 'No boats'),
        log(rejected, '08', 'First try'),
      ],
    },
    {
      current_job_application_status: rejected,
      job_application_status_logs: [log(rejected, '09')],
    },
    {
      current_job_application_status: withdrawn,
      job_application_status_logs: [log(withdrawn, '07', 'Moved away')],
    },
    { canceled_at: '2026-03-06T10:00:00Z' },
    // Taken back: the log of the rejection stays.
    { job_application_status_logs: [log(rejected, '03', 'No boats')] },
    { current_job_application_status: null },
  ].map((fields, id) => ({ ...application, id, ...fields }));
  const session = await openOnlyfy({ ...account, 'GET /application': rows });
  const records = await readRecords(session, 'applications');
  assert.deepEqual(
    records.map((one) => [
      one.outcome,
      one.rejection_reason_name ?? null,
      one.rejected_at?.slice(0, 10) ?? null,
    ]),
    [
      ['HIRED', null, null],
      ['DECLINED', 'No boats', '2026-03-09'],
      ['DECLINED', 'Rejected', '2026-03-09'],
      ['DECLINED', 'Moved away', '2026-03-07'],
      ['DECLINED', null, '2026-03-06'],
      ['PENDING', null, null],
      ['PENDING', null, null],
    ],
  );
});

test('statuses are stages, and those that reject are reasons; shared ones come once', async () => {
  const sets = [
    { id: 6, statuses, job_ids: [10] },
    { id: 7, statuses: [rejected, { ...rejected, id: 66, name: 'Too late' }], job_ids: [11] },
  ];
  const session = await openOnlyfy({ ...account, 'GET /status_set': sets });
  const stages = await readRecords(session, 'application_stages');
  assert.deepEqual(
    stages.map(({ remote_id: id, name }) => [id, name]),
    [...statuses.map(({ id, name }) => [String(id), name]), ['66', 'Too late']],
  );
  assert.deepEqual(stages[0]?.remote_data, { '/status_set': statuses[0] });
  const reasons = await readRecords(session, 'rejection_reasons');
  assert.deepEqual(
    reasons.map(({ remote_id: id, name }) => [id, name]),
    [
      ['64', 'Rejected'],
      ['65', 'Withdrawn'],
      ['66', 'Too late'],
    ],
  );
});

test('a list is read by the address that each page names for the next one', async () => {
  const session = await openOnlyfy({
    'GET /candidate_tag': ({ query, base }) =>
      query['cursor'] === 'b'
        ? page({ id: 2, name: 'Two' })
        : {
            body: {
              data: [{ id: 1, name: 'One' }],
              links: { next: `${base}/candidate_tag?cursor=a&cursor=b` },
            },
          },
  });
  const pages = await readPages(session, 'tags');
  assert.deepEqual(
    pages.flatMap(({ records }) => records.map(({ remote_id: id }) => id)),
    ['1', '2'],
  );
  assert.deepEqual(session.calls[0]?.query, { page_size: '100' });
  assert.equal(session.calls[0]?.headers['apikey'], 'fixture-key');
});

test('lists that hold files have small pages, of the size that the integration chooses', async () => {
  for (const [settings, size] of [
    [{}, '20'],
    [{ page_size: 3 }, '3'],
  ] as const) {
    const session = await openOnlyfy(account, settings);
    await readRecords(session, 'candidates');
    await readRecords(session, 'applications');
    await readRecords(session, 'jobs');
    const sizes = session.calls.map(({ route, query }) => [route, query['page_size']]);
    const sizeOf = (route: string) => sizes.find(([one]) => one === route)?.[1];
    assert.equal(sizeOf('GET /candidate'), size);
    assert.equal(sizeOf('GET /application'), size);
    assert.equal(sizeOf('GET /job'), '100');
  }
});
