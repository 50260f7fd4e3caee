import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { failure, openWorkable, readPages, readRecords } from '../fixtures/open-workable.ts';
import { details, openCandidates } from '../fixtures/records.ts';
import type { Fields } from '../fixtures/records.ts';
import { withHugeIds } from '../../testing/vendor-session.ts';

async function readCandidate(fields: Fields = {}) {
  const session = await openWorkable(openCandidates([details(fields)]));
  const [record] = await readRecords(session, 'candidates');
  return { record, session };
}

test('a candidate is the person of an application', async () => {
  const { record, session } = await readCandidate();
  assert.deepEqual(
    { ...record, remote_data: null },
    {
      remote_id: '2727030b',
      first_name: 'Ana María',
      last_name: 'Kowalska',
      company: 'Example Works',
      title: 'Joiner',
      source: 'Example Jobs',
      email_addresses: [{ email_address: 'ana@example.com', type: null }],
      phone_numbers: [{ phone_number: '+48 600 000 000 (evenings)', type: null }],
      social_media: [
        {
          link: 'https://www.linkedin.com/in/ana-example',
          type: 'LINKEDIN',
          username: 'ana-example',
        },
      ],
      location: { raw: 'Kraków, Poland' },
      remote_url: 'https://example.workable.com/backend/candidates/1',
      remote_created_at: '2026-03-01T09:00:00.000Z',
      remote_updated_at: '2026-03-02T09:00:00.000Z',
      tag_remote_ids: ['wood', 'night shift'],
      remote_data: null,
    },
  );
  assert.deepEqual(session.issues, []);
});

test('null where a list was promised, and one name instead of two, are no loss', async () => {
  const { record } = await readCandidate({
    firstname: null,
    lastname: null,
    experience_entries: null,
    social_profiles: null,
    tags: null,
    email: null,
  });
  assert.deepEqual([record?.first_name, record?.last_name], ['Ana María', 'Kowalska']);
  assert.equal(record?.title, 'Carpenter');
  assert.deepEqual(record?.email_addresses, []);
  assert.deepEqual(record?.tag_remote_ids, []);
});

test('a place with parts keeps the address beside them', async () => {
  const { record } = await readCandidate({
    location: { city: 'Kraków', country: 'Poland', country_code: 'PL', region: 'Lesser Poland' },
  });
  assert.equal(record?.location?.country, 'PL');
  assert.equal(record?.location?.raw, 'Kraków, Poland');
});

test('an anonymised candidate keeps nothing but the id and dates', async () => {
  const { record } = await readCandidate({ anonymized: true });
  const {
    remote_id: _id,
    remote_created_at: _made,
    remote_updated_at: _changed,
    ...rest
  } = record ?? {};
  const left = Object.values(rest).filter(
    (value) => value !== null && JSON.stringify(value) !== '[]',
  );
  assert.deepEqual(left, []);
});

test('tags are those that candidates have, each once', async () => {
  const people = [details({ id: '1' }), details({ id: '2', tags: ['wood', 'steel'] })];
  const session = await openWorkable(openCandidates(people));
  const ids = (await readPages(session, 'tags')).flatMap(({ records }) =>
    records.map(({ remote_id: id }) => id),
  );
  assert.deepEqual(ids, ['wood', 'night shift', 'steel']);
});

test('a resumed read of tags gives none again', async () => {
  const people = Array.from({ length: 30 }, (_, index) =>
    details({ id: `id-${index}`, tags: ['wood', `tag ${index % 25}`] }),
  );
  const session = await openWorkable(openCandidates(people));
  const [first, ...others] = await readPages(session, 'tags');
  const resumeFrom = first?.resumeFrom ?? null;
  const rest = await readPages(session.reopen(), 'tags', { resumeFrom });
  const idsOf = (pages: typeof others) =>
    pages.flatMap(({ records }) => records.map(({ remote_id: id }) => id));
  assert.equal(first?.records.length, 21);
  assert.deepEqual(idsOf(rest), idsOf(others));
  assert.equal(idsOf(rest).length, 5);
});

test('a full read of tags that could not see everybody says so, so that none is deleted', async () => {
  const people = [details({ id: '1' }), details({ id: '2' })];
  const routes = openCandidates(people, { 'GET /candidates/2': () => failure(500, 'Oops') });
  const pages = await readPages(await openWorkable(routes), 'tags');
  assert.equal(pages.at(-1)?.unlistedRecords, 1);
});

const activities: Json[] = [
  { id: 'a1', action: 'applied', created_at: '2026-03-01T09:00:00.000Z' },
  {
    id: 'a2',
    action: 'comment',
    body: 'Call on <b>Monday</b>',
    member: { id: 'm1', name: 'Bo Example' },
    created_at: '2026-03-02T09:00:00.123Z',
    updated_at: '2026-03-02T10:00:00.123Z',
    visibility_roles: ['admin'],
  },
  { id: 'a3', action: 'message', body: 'Dear Ana', created_at: '2026-03-02T09:00:00.000Z' },
  {
    id: 'a4',
    action: 'rating',
    body: 'Steady hand',
    member: { id: 'm1' },
    rating: { score: 2, scale: 'thumbs', grade: 'definitely' },
    created_at: '2026-03-03T09:00:00.000Z',
  },
];
const withActivities = openCandidates([details()], {
  'GET /candidates/2727030b/activities': { activities },
});

test('notes are comments, and no e-mails', async () => {
  const records = await readRecords(await openWorkable(withActivities), 'notes');
  assert.deepEqual(
    records.map(({ remote_data: _raw, ...record }) => record),
    [
      {
        remote_id: 'a2',
        candidate_remote_id: '2727030b',
        application_remote_id: '2727030b',
        author_remote_id: 'm1',
        content_html: 'Call on <b>Monday</b>',
        is_private: true,
        remote_created_at: '2026-03-02T09:00:00.123Z',
        remote_updated_at: '2026-03-02T10:00:00.123Z',
      },
    ],
  );
});

test('a rating is a scorecard with its grade, its score and its comment', async () => {
  const [record] = await readRecords(await openWorkable(withActivities), 'scorecards');
  assert.equal(record?.author_remote_id, 'm1');
  assert.deepEqual(
    record?.responses?.map(({ label, type, answer, description }) => [
      label,
      type,
      answer,
      description,
    ]),
    [
      ['Grade', 'TEXT', 'definitely', 'thumbs'],
      ['Score', 'NUMBER', 2, 'thumbs'],
      ['Comment', 'TEXT', 'Steady hand', null],
    ],
  );
});

test('offers are asked for where the stage allows one, and a deleted one becomes a tombstone', async () => {
  const late = details({ id: 'o', stage: 'Offer', stage_kind: 'offer' });
  let offer: Json = {
    state: 'sent',
    created_at: '2026-03-05T09:00:00.000Z',
    document_variables: [
      { key: 'start_date', value: '2026-05-01' },
      { key: 'salary', value: '40000' },
    ],
  };
  const session = await openWorkable(
    openCandidates([details(), late], { 'GET /candidates/o/offer': () => ({ body: offer }) }),
  );
  const pages = await readPages(session, 'offers');
  const records = pages.flatMap((page) => page.records);
  assert.deepEqual(
    records.map(({ remote_id: id, ...record }) =>
      'deleted' in record
        ? null
        : [id, record.status, record.employment_start_date, record.custom_fields],
    ),
    [['o', 'SENT', '2026-05-01T00:00:00.000Z', { start_date: '2026-05-01', salary: '40000' }]],
  );
  assert.ok(!session.calls.some(({ route }) => route === 'GET /candidates/2727030b/offer'));
  offer = { candidate: { id: 'o' } };
  const since = pages.at(-1)?.since ?? null;
  const delta = await readPages(session, 'offers', { since });
  assert.deepEqual(
    delta.flatMap((page) => page.records),
    [{ remote_id: 'o', deleted: true }],
  );
});

test('variables of an offer come in the form of the documentation, too', async () => {
  const late = details({ id: 'o', stage: 'Hired', stage_kind: 'hired' });
  const money = { amount: 2000, frequency: 'month', currency_iso: 'EUR' };
  const variable = (slug: string) => ({ name: slug, slug });
  const offer = {
    candidate: { id: 'o', name: 'Ana' },
    created_at: '2026-03-05T09:00:00.000Z',
    document_variables: [
      { document_variable: variable('start_date'), value: { body: '2026-05-01' } },
      { document_variable: variable('salary'), value: { data: money } },
    ],
  };
  const session = await openWorkable(openCandidates([late], { 'GET /candidates/o/offer': offer }));
  const [record] = await readRecords(session, 'offers');
  assert.deepEqual(record?.custom_fields, { start_date: '2026-05-01', salary: money });
  assert.equal(record.employment_start_date, '2026-05-01T00:00:00.000Z');
  assert.equal(record.status, null);
});

test('offers that a token may not read are refused as a whole', async () => {
  const late = details({ id: 'o', stage_kind: 'offer' });
  const refused = () => failure(403, 'Forbidden');
  const session = await openWorkable(
    openCandidates([late], { 'GET /candidates/o/offer': refused }),
  );
  await assert.rejects(readPages(session, 'offers'), { kind: 'permission' });
});

test('interviews are events with a candidate, whoever owns them', async () => {
  const event = {
    id: 'e1',
    title: 'Technical interview',
    type: 'InterviewEvent',
    starts_at: '2026-03-10T09:00:00.000Z',
    ends_at: '2026-03-10T10:00:00.000Z',
    cancelled: false,
    members: [{ id: 'm1', status: 'accepted' }, { id: 'deleted-member' }],
    candidate: { id: '2727030b', name: 'Ana' },
    conference: { type: 'zoom', url: 'https://video.example.com/1' },
  };
  const events = [event, { ...event, id: 'e2', candidate: null }];
  const session = await openWorkable({ 'GET /events': { events } });
  const records = await readRecords(session, 'interviews');
  assert.deepEqual(
    records.map(({ remote_id: id, user_remote_ids: users }) => [id, users]),
    [['e1', ['m1', 'deleted-member']]],
  );
  assert.equal(records[0]?.video_conferencing_url, 'https://video.example.com/1');
  assert.equal(session.calls[0]?.query['include_cancelled'], 'true');
});

test('an id that is larger than the numbers of JavaScript keeps all its digits', async () => {
  const huge = '9007199254740993';
  const reasons = [{ id: huge, description: 'Too far' }];
  const session = await openWorkable({
    'GET /disqualification_reasons': () => ({ body: withHugeIds(reasons) }),
  });
  assert.equal((await readRecords(session, 'rejection_reasons'))[0]?.remote_id, huge);
});

test('deactivated users are kept, and an unknown role is an issue', async () => {
  const member = { id: 'm1', name: 'Bo Example', email: 'bo@example.com', role: 'admin' };
  const members = [
    { ...member, active: true },
    { ...member, id: 'm2', active: false, role: 'wizard' },
  ];
  const session = await openWorkable({ 'GET /members': { members } });
  const records = await readRecords(session, 'users');
  assert.deepEqual(
    records.map((user) => [user.status, user.system_role_remote_ids, user.last_name]),
    [
      ['ACTIVE', ['admin'], 'Example'],
      ['INACTIVE', [], 'Example'],
    ],
  );
  assert.equal(session.calls[0]?.query['status'], 'all');
  assert.equal(session.issues[0]?.sample, 'wizard');
});

test('rejection reasons come as a bare list, with the ids that an action takes', async () => {
  const reasons = [{ id: 'r1', description: 'Location', candidate_withdrew: false, position: 1 }];
  const session = await openWorkable({ 'GET /disqualification_reasons': reasons });
  const records = await readRecords(session, 'rejection_reasons');
  assert.deepEqual(
    records.map(({ remote_id: id, name }) => [id, name]),
    [['r1', 'Location']],
  );
});
