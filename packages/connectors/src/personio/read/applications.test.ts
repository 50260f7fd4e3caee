import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { now } from '../../testing/vendor-session.ts';
import type { Answer } from '../../testing/vendor-session.ts';
import { callsTo, list, openPersonio, readPages, readRecords } from '../fixtures/open-personio.ts';
import type { Routes } from '../fixtures/open-personio.ts';
import { application, category, job, time } from '../fixtures/records.ts';
import { readApplicationsById } from './applications.ts';

const routes = (rows: Json[], given: Routes = {}): Routes => ({
  'GET /v2/recruiting/jobs': [job()],
  'GET /v2/recruiting/categories': [category()],
  'GET /v2/recruiting/applications': rows,
  ...given,
});
const stage = (type: string | null, kind: string | null, id = '82') => ({
  current_stage: { id, name: 'Somewhere', type, kind },
});

test('an application refers to its candidate, job and stage', async () => {
  const session = await openPersonio(routes([application()]));
  const [record] = await readRecords(session, 'applications');
  const { remote_data: raw, ...fields } = record ?? { remote_data: null };
  assert.deepEqual(fields, {
    remote_id: '9001',
    current_stage_remote_id: '82',
    current_stage_index: 1,
    job_remote_id: '501',
    candidate_remote_id: '601',
    remote_created_at: '2026-02-02T08:00:00.000Z',
    remote_updated_at: '2026-02-03T08:00:00.000Z',
    outcome: 'PENDING',
    rejected_at: null,
  });
  assert.deepEqual(raw, { '/v2/recruiting/applications': application() });
  assert.deepEqual(session.issues, []);
});

test('every word of a stage says what became of an application, and an unknown one nothing', async () => {
  const cases: [string | null, string | null, string | null][] = [
    ['system', 'unassigned', 'PENDING'],
    ['system', 'offer', 'PENDING'],
    ['system', 'accepted', 'HIRED'],
    ['system', 'rejected', 'DECLINED'],
    ['system', 'withdrawn', 'DECLINED'],
    ['SYSTEM', 'REJECTED', 'DECLINED'],
    ['accepted', 'system', 'HIRED'],
    ['hired', null, 'HIRED'],
    ['rejected', 'interview', 'DECLINED'],
    ['custom', 'assessment', 'PENDING'],
    ['interview', 'interview', 'PENDING'],
    ['system', 'placed', null],
    [null, null, null],
  ];
  for (const [type, kind, expected] of cases) {
    const session = await openPersonio(
      routes([application(stage(type, kind))], {
        'GET /v2/recruiting/applications/9001/stage-transitions': [],
      }),
    );
    const [record] = await readRecords(session, 'applications');
    assert.equal(record?.outcome, expected, `${type} ${kind}`);
    const issues = session.issues.map(({ field, sample }) => `${field} ${String(sample)}`);
    assert.deepEqual(issues, kind === 'placed' ? ['current_stage.kind placed'] : []);
  }
});

test('a stage that no category lists is found by what it means', async () => {
  const rows = [
    application(stage('system', 'withdrawn', '99')),
    application({ ...stage('system', 'offer', '12'), id: '9002' }),
  ];
  const withdrawn = { 'GET /v2/recruiting/applications/9001/stage-transitions': [] };
  const session = await openPersonio(routes(rows, withdrawn));
  const records = await readRecords(session, 'applications');
  const ids = records.map(({ current_stage_remote_id: id }) => id);
  assert.deepEqual(ids, ['withdrawn', '74']);
});

test('the time of a rejection is that of the last one, and asked for where there is one', async () => {
  const rejected = { name: 'Turned down', type: 'system', kind: 'rejected' };
  const transitions = [
    {
      stage: { name: 'New', type: 'system', kind: 'unassigned' },
      entered_at: time('2026-03-09T10:00:00'),
    },
    { stage: rejected, entered_at: time('2026-03-04T10:00:00') },
    {
      stage: { name: 'Trial day', type: 'custom', kind: 'interview' },
      entered_at: time('2026-03-03T10:00:00'),
    },
    { stage: rejected, entered_at: time('2026-02-04T10:00:00') },
  ];
  const rows = [application(stage('system', 'rejected', '76')), application({ id: '9002' })];
  const session = await openPersonio(
    routes(rows, { 'GET /v2/recruiting/applications/9001/stage-transitions': transitions }),
  );
  const records = await readRecords(session, 'applications');
  const times = records.map(({ rejected_at: at }) => at);
  assert.deepEqual(times, ['2026-03-04T09:00:00.000Z', null]);
  assert.ok(!session.calls.some(({ route }) => route.includes('/9002/')));
});

test('transitions that cannot be read cost the time of the rejection alone', async () => {
  const session = await openPersonio(
    routes([application(stage('system', 'rejected', '76'))], {
      'GET /v2/recruiting/applications/9001/stage-transitions': () => ({ status: 403, body: null }),
    }),
  );
  const [record] = await readRecords(session, 'applications');
  assert.equal(record?.outcome, 'DECLINED');
  assert.deepEqual(record?.unread, ['rejected_at']);
});

test('nothing of an anonymised person is kept', async () => {
  const session = await openPersonio(routes([application({ is_anonymized: true })]));
  const [record] = await readRecords(session, 'applications');
  assert.equal(record?.remote_data, null);
});

const times: [string, Json, string | null][] = [
  ['in winter', time('2026-01-15T12:00:00'), '2026-01-15T11:00:00.000Z'],
  ['in summer', time('2026-07-15T12:00:00'), '2026-07-15T10:00:00.000Z'],
  ['in the hour that clocks leave out', time('2026-03-29T02:30:00'), '2026-03-29T01:30:00.000Z'],
  ['in the hour that comes twice', time('2026-10-25T02:30:00'), '2026-10-25T00:30:00.000Z'],
  [
    'across the date line',
    time('2026-01-15T12:00:00', 'Pacific/Auckland'),
    '2026-01-14T23:00:00.000Z',
  ],
  [
    'with an offset',
    { 'date-time': '2026-01-15T12:00:00+02:00', timezone: 'Europe/Berlin' },
    '2026-01-15T10:00:00.000Z',
  ],
  [
    'under the key of the common components',
    { date: '2022-01-01T14:07:17.000Z', timezone: 'Europe/Berlin' },
    '2022-01-01T14:07:17.000Z',
  ],
  ['as a text', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00.000Z'],
  ['in no zone', { 'date-time': '2026-01-15T12:00:00' }, '2026-01-15T12:00:00.000Z'],
  ['in a zone that there is not', time('2026-01-15T12:00:00', 'Europe/Nowhere'), null],
];
for (const [what, value, expected] of times) {
  test(`a time ${what} is an instant`, async () => {
    const session = await openPersonio(routes([application({ created_at: value })]));
    const [record] = await readRecords(session, 'applications');
    assert.equal(record?.remote_created_at, expected);
    assert.equal(session.issues.length, expected === null ? 1 : 0);
  });
}

for (const [form, envelope] of [
  ['_data', (rows: Json): Json => ({ _data: rows })],
  ['data', (rows: Json): Json => ({ data: rows })],
  ['nothing', (rows: Json): Json => rows],
] as const) {
  test(`rows and single records are found in ${form}`, async () => {
    const session = await openPersonio(
      routes([], {
        'GET /v2/recruiting/applications': () => ({ body: envelope([application()]) }),
        'GET /v2/recruiting/applications/9001': () => ({ body: envelope(application()) }),
      }),
    );
    const records = await readRecords(session, 'applications');
    const single = await readApplicationsById(session.context, ['9001', '404']);
    assert.deepEqual(single, [...records, { remote_id: '404', deleted: true }]);
  });
}

test('an empty page may have a next one, and addresses of pages are followed as they are', async () => {
  const pages: Record<string, (base: string) => Answer> = {
    first: (base) => list([], `${base}/v2/recruiting/applications?cursor=a%2Fb&limit=200`),
    'a/b': (base) => ({
      body: {
        data: [application()],
        meta: { links: { next: `${base}/v2/recruiting/applications?cursor=c` } },
      },
    }),
    c: () => list([application({ id: '9002' }), application()]),
  };
  const session = await openPersonio(
    routes([], {
      'GET /v2/recruiting/applications': ({ query, base }) =>
        pages[query['cursor'] ?? 'first']?.(base),
    }),
  );
  const ids = (await readRecords(session, 'applications')).map(({ remote_id: id }) => id);
  assert.deepEqual(ids, ['9001', '9002']);
});

test('an address of a page outside of the API is not followed', async () => {
  const next = 'https://elsewhere.example/v2/recruiting/applications?cursor=b';
  const session = await openPersonio(
    routes([], { 'GET /v2/recruiting/applications': () => list([application()], next) }),
  );
  await assert.rejects(readRecords(session, 'applications'), /not part of its API/);
});

test('a delta begins ten minutes before the last read did, by the clock of Personio', async () => {
  const session = await openPersonio(routes([application()]));
  const since = (await readPages(session, 'applications')).at(-1)?.since ?? null;
  const { calls } = session.reopen();
  await readPages(session, 'applications', { since });
  const query = callsTo(calls, 'GET /v2/recruiting/applications').at(-1)?.query;
  assert.deepEqual(query, {
    'updated_at.gt': new Date(now - 10 * 60_000).toISOString(),
    limit: '200',
  });
});
