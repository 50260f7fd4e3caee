import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import {
  callsTo,
  feed,
  openPersonio,
  readPages,
  readRecords,
  xml,
} from '../fixtures/open-personio.ts';
import type { Routes } from '../fixtures/open-personio.ts';
import { category, job, position } from '../fixtures/records.ts';
import { personio } from '../index.ts';

const routes = (given: Routes = {}): Routes => ({
  'GET /v2/recruiting/jobs': [job()],
  'GET /v2/recruiting/categories': [category()],
  'GET /xml': feed(position),
  ...given,
});

test('a published job has its texts from the career page, and its stages from its category', async () => {
  const [record] = await readRecords(await openPersonio(routes()), 'jobs');
  const { remote_data: raw, ...fields } = record ?? { remote_data: null };
  const description =
    '<h3>Wood &amp; steel</h3><p>Chairs &amp; tables</p>\n<h3>Your profile</h3><ul><li>Patience</li></ul>';
  const url = 'https://example.jobs.personio.de/job/501';
  assert.deepEqual(fields, {
    remote_id: '501',
    name: 'Carpenter (internal)',
    category: 'Permanent employees',
    department: 'Workshop',
    description,
    employment_type: 'PART_TIME',
    status: 'OPEN',
    visibility: 'PUBLIC',
    post_url: url,
    experience_level: 'experienced',
    location: { raw: 'Leipzig, Dresden' },
    job_postings: [
      {
        remote_id: '501',
        title: 'Carpenter (all genders)',
        description_html: description,
        status: 'ACTIVE',
        visibility: 'PUBLIC',
        url,
      },
    ],
    remote_created_at: '2026-02-02T08:00:00.000Z',
    remote_updated_at: '2026-02-03T08:00:00.000Z',
    stages: ['71', '82', '74', '75', '76'].map((id, index) => ({ remote_id: id, index })),
    screening_questions: [],
    hiring_team: [],
  });
  assert.deepEqual(Object.keys(raw ?? {}), ['/v2/recruiting/jobs', '/xml']);
});

test('a job that is not on the career page is closed', async () => {
  const session = await openPersonio(routes({ 'GET /xml': feed() }));
  const [record] = await readRecords(session, 'jobs');
  assert.equal(record?.status, 'CLOSED');
  assert.equal(record?.visibility, undefined);
  assert.deepEqual(record?.job_postings, []);
});

test('without a career page, a job has no status, and no feed is asked for', async () => {
  const session = await openPersonio(routes(), { subdomain: undefined });
  const [record] = await readRecords(session, 'jobs');
  assert.equal(record?.status, null);
  assert.equal(record?.unread, undefined);
  assert.deepEqual(callsTo(session.calls, 'GET /xml'), []);
});

for (const [what, answer] of [
  [
    'that redirects, as of an unknown account,',
    { status: 307, headers: { location: 'https://personio.com' }, body: null },
  ],
  [
    'with a document type',
    xml(
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workzag-jobs><position><id>&b;</id></position></workzag-jobs>',
    ),
  ],
  ['of another kind', xml('<html><body>Careers</body></html>')],
  ['that is not there', { status: 404, body: { title: 'Not found' } }],
] as const) {
  test(`a career page ${what} costs the fields that come from it, and no job`, async () => {
    const session = await openPersonio(routes({ 'GET /xml': () => answer }));
    const [record] = await readRecords(session, 'jobs');
    assert.equal(record?.name, 'Carpenter (internal)');
    assert.ok(record?.unread?.includes('status') && record.unread.includes('job_postings'));
    assert.equal(record?.stages.length, 5);
    assert.ok(session.issues.some(({ field }) => field === 'description'));
  });
}

test('a job counts as published in any language, with the texts of the first', async () => {
  const inGerman = position.replace('Carpenter (all genders)', 'Schreiner');
  const onlyFrench = '<id>502</id><name>Menuisier</name>';
  const session = await openPersonio({
    'GET /v2/recruiting/jobs': [job(), job({ id: '502' })],
    'GET /xml': ({ query }) => {
      const { language } = query;
      if (language === 'pt') return { status: 302, headers: { location: '/' }, body: null };
      if (language === 'fr') return feed(onlyFrench)();
      return feed(...(language === 'de' ? [inGerman] : []))();
    },
  });
  const jobs = await readRecords(session, 'jobs');
  const titles = jobs.map(({ job_postings: postings }) => postings[0]?.title);
  assert.deepEqual(titles, ['Schreiner', 'Menuisier']);
  const languages = callsTo(session.calls, 'GET /xml').map(({ query }) => query['language']);
  assert.deepEqual(languages, ['en', 'de', 'fr', 'es', 'nl', 'it', 'pt']);
});

test('the setting says in which languages the career page is asked for', async () => {
  const settings = { feed_languages: ['it'] };
  const session = await openPersonio(routes(), { settings });
  await readRecords(session, 'jobs');
  const languages = callsTo(session.calls, 'GET /xml').map(({ query }) => query['language']);
  assert.deepEqual(languages, ['it']);
});

test('every type of employment has its word', async () => {
  const cases: [string, string | null][] = [
    ['<employmentType>intern</employmentType><schedule>full-time</schedule>', 'INTERNSHIP'],
    ['<employmentType>trainee</employmentType>', 'INTERNSHIP'],
    ['<employmentType>freelance</employmentType><schedule>part-time</schedule>', 'CONTRACT'],
    ['<employmentType>permanent</employmentType><schedule>full-time</schedule>', 'FULL_TIME'],
    ['<employmentType>working_student</employmentType><schedule>part-time</schedule>', 'PART_TIME'],
    ['<employmentType>permanent</employmentType><schedule>full-or-part-time</schedule>', null],
    ['<employmentType/><schedule/>', null],
    ['<schedule>full-time</schedule>', 'FULL_TIME'],
  ];
  for (const [fields, expected] of cases) {
    const session = await openPersonio(routes({ 'GET /xml': feed(`<id>501</id>${fields}`) }));
    const [record] = await readRecords(session, 'jobs');
    assert.equal(record?.employment_type, expected, fields);
    assert.deepEqual(session.issues, [], fields);
  }
});

test('a category that is a mere name is one, and has no stages', async () => {
  const session = await openPersonio(
    routes({ 'GET /v2/recruiting/jobs': [job({ category: 'Interns' })] }),
  );
  const [record] = await readRecords(session, 'jobs');
  assert.equal(record?.category, 'Interns');
  assert.deepEqual(record?.stages, []);
});

const stages = (given: Json[]): Routes => ({
  'GET /v2/recruiting/categories': [category({ stages: given })],
});

test('stages are those of all categories, and those that every account has, each once', async () => {
  const other = category({ id: '32', stages: [{ id: '82', name: 'Trial day', type: 'custom' }] });
  const session = await openPersonio({ 'GET /v2/recruiting/categories': [category(), other] });
  const records = await readRecords(session, 'application_stages');
  const names = records.map(({ remote_id: id, name }) => `${id} ${name}`);
  assert.deepEqual(names, [
    '71 New',
    '82 Trial day',
    '74 Offer',
    '75 Hired',
    '76 Turned down',
    'withdrawn Withdrawn',
  ]);
  assert.ok(records.every(({ status }) => status === 'ACTIVE'));
});

test('a stage that a customer has made is no system stage, whatever it is called', async () => {
  const session = await openPersonio(
    stages([{ id: '90', name: 'Rejected', type: 'custom', kind: 'offer' }]),
  );
  const ids = (await readRecords(session, 'application_stages')).map(({ remote_id: id }) => id);
  assert.deepEqual(ids, ['90', 'unassigned', 'offer', 'accepted', 'rejected', 'withdrawn']);
});

test('jobs and stages are read in full every time', () => {
  assert.deepEqual(personio.incrementalModels, ['applications', 'candidates']);
});

test('categories are read once for all models of a run', async () => {
  const session = await openPersonio(routes());
  await readPages(session, 'jobs');
  await readPages(session, 'application_stages');
  await readPages(session, 'applications');
  assert.equal(callsTo(session.calls, 'GET /v2/recruiting/categories').length, 1);
});
