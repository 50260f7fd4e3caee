import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  failure,
  list,
  now,
  openTeamtailor,
  readPages,
  readRecords,
  resource,
} from '../fixtures/open-teamtailor.ts';
import { teamtailor } from '../index.ts';

test('every request names the version and proves the key as Teamtailor wants it', async () => {
  const session = await openTeamtailor({ 'GET /users': list([]) });
  await readPages(session, 'users');
  const [call] = session.calls;
  assert.equal(call?.headers['authorization'], 'Token token=fixture-key');
  assert.equal(call.headers['x-api-version'], '20240904');
  assert.equal(call.headers['accept'], 'application/vnd.api+json');
  assert.equal(call.query['page[size]'], '30');
});

test('every region has an address of its own, and Europe is the default', () => {
  const addressOf = (region?: string): string =>
    teamtailor.remote.baseUrl(teamtailor.credentials.schema.parse({ api_key: 'a key', region }));
  assert.equal(addressOf(), 'https://api.teamtailor.com/v1');
  assert.equal(addressOf('na'), 'https://api.na.teamtailor.com/v1');
  assert.throws(() => addressOf('mars'));
});

test('jobs of all states and feeds are asked for', async () => {
  const session = await openTeamtailor({ 'GET /jobs': list([]) });
  await readPages(session, 'jobs');
  const query = session.calls[0]?.query ?? {};
  assert.equal(query['filter[status]'], 'all');
  assert.equal(query['filter[feed]'], 'public,internal');
});

/** Relations that a record is made of: without their names in `include`, Teamtailor leaves them out. */
const relations = {
  jobs: [
    'department',
    'role',
    'location',
    'locations',
    'user',
    'stages',
    'picked-questions.question',
    'team-memberships.user',
    'custom-field-values.custom-field',
  ],
  candidates: ['locations', 'custom-field-values.custom-field'],
  applications: ['candidate.answers.question', 'job.stages', 'stage', 'reject-reason'],
} as const;

for (const [model, wanted] of Object.entries(relations)) {
  test(`${model} ask for the offices, departments, fields and other records that they show`, async () => {
    const empty = list([]);
    const session = await openTeamtailor({
      'GET /jobs': empty,
      'GET /candidates': empty,
      'GET /job-applications': empty,
    });
    await readPages(session, model as keyof typeof relations);
    const include = (session.calls[0]?.query['include'] ?? '').split(',');
    for (const relation of wanted) assert.ok(include.includes(relation), relation);
  });
}

test('the address of the next page is followed as it is named, cursor or number', async () => {
  const session = await openTeamtailor({
    'GET /candidates': ({ query }) =>
      query['page[after]'] === 'c/2'
        ? list([resource('candidates', '2')])
        : list([resource('candidates', '1')], {
            next: '/candidates?include=locations&page%5Bafter%5D=c%2F2',
          }),
  });
  const pages = await readPages(session, 'candidates');
  assert.deepEqual(
    pages.map(({ records }) => records.map(({ remote_id: id }) => id)),
    [['1'], ['2']],
  );
  const { query } = session.calls[1] ?? {};
  assert.deepEqual(query, { include: 'locations', 'page[after]': 'c/2' });
  const [first] = pages;
  assert.ok(first);
  const rest = await readPages(session, 'candidates', { resumeFrom: first.resumeFrom });
  assert.deepEqual(
    rest.flatMap(({ records }) => records).map(({ remote_id: id }) => id),
    ['2'],
  );
});

test('an address that has expired leads to a full read', async () => {
  const session = await openTeamtailor({
    'GET /candidates': ({ query }) =>
      query['page[after]'] === undefined
        ? list([resource('candidates', '1')], { next: '/candidates?page%5Bafter%5D=old' })
        : failure(400, 'Invalid page value'),
  });
  await assert.rejects(readPages(session, 'candidates'), { kind: 'sync-token-expired' });
});

for (const [model, route] of [
  ['jobs', '/jobs'],
  ['applications', '/job-applications'],
  ['candidates', '/candidates'],
  ['tags', '/candidates'],
  ['scorecards', '/interviews'],
] as const) {
  test(`a delta of ${model} asks for what has changed since the last read began`, async () => {
    const session = await openTeamtailor({ [`GET ${route}`]: list([]) });
    const [full] = await readPages(session, model);
    assert.equal(full?.completeness, 'full');
    const [delta] = await readPages(session, model, { since: full.since ?? null });
    assert.equal(delta?.completeness, 'changes');
    const asked = session.calls.map(({ query }) => query['filter[updated-at][from]']);
    assert.deepEqual(asked, [undefined, new Date(now - 600_000).toISOString()]);
  });
}

const noted = (id: string, hour: number) =>
  resource('notes', id, {
    attributes: { 'candidate-id': 1, 'updated-at': new Date(now + hour * 3_600_000).toISOString() },
  });

for (const [what, hours, requests] of [
  ['ends where the notes are too old', [3, -2], 1],
  ['reads on where Teamtailor does not sort them', [-2, 3], 2],
  ['reads on where nothing shows that they are sorted', [-2, -2], 2],
] as const) {
  test(`a delta of notes ${what}`, async () => {
    const session = await openTeamtailor({
      'GET /notes': ({ query }) =>
        query['page[number]'] === '2'
          ? list([noted('9', 4)])
          : list(
              hours.map((hour, index) => noted(String(index), hour)),
              { next: '/notes?page%5Bnumber%5D=2' },
            ),
    });
    const [full] = (await readPages(session, 'notes')).slice(-1);
    session.calls.length = 0;
    const delta = await readPages(session, 'notes', { since: full?.since ?? null });
    assert.equal(session.calls[0]?.query['sort'], '-updated-at');
    assert.equal(session.calls.length, requests);
    assert.equal(delta.at(-1)?.completeness, 'changes');
    assert.equal(delta.at(-1)?.resumeFrom, null);
  });
}

test('an evaluation that became a draft again is gone with the next delta', async () => {
  const draft = resource('interviews', '7', { attributes: { status: 'draft' } });
  const session = await openTeamtailor({ 'GET /interviews': list([draft]) });
  const [full] = await readPages(session, 'scorecards');
  assert.deepEqual(full?.records, []);
  const [delta] = await readPages(session, 'scorecards', { since: full.since ?? null });
  assert.deepEqual(delta?.records, [{ remote_id: '7', deleted: true }]);
});

const tagged = (id: string, ...tags: string[]) =>
  resource('candidates', id, { attributes: { tags } });

test('tags are those of candidates, each once, also where the read is resumed', async () => {
  const session = await openTeamtailor({
    'GET /candidates': ({ query }) =>
      query['page[number]'] === '2'
        ? list([tagged('2', 'DOCK', 'Night')])
        : list([tagged('1', 'Dock', 'dock ')], { next: '/candidates?page%5Bnumber%5D=2' }),
  });
  const tags = await readRecords(session, 'tags');
  assert.deepEqual(
    tags.map(({ remote_id: id, name }) => [id, name]),
    [
      ['dock', 'Dock'],
      ['night', 'Night'],
    ],
  );
  const [first] = await readPages(session, 'tags');
  const rest = await readPages(session, 'tags', { resumeFrom: first?.resumeFrom ?? null });
  assert.deepEqual(
    rest.flatMap(({ records }) => records).map(({ remote_id: id }) => id),
    ['night'],
  );
});

test('candidates and their tags are read by the same requests, in full and in deltas', async () => {
  const session = await openTeamtailor({
    'GET /candidates': ({ query }) =>
      query['page[after]'] === 'b'
        ? list([tagged('2', 'Night')])
        : list([tagged('1', 'Dock')], { next: '/candidates?page%5Bafter%5D=b' }),
  });
  const people = await readPages(session, 'candidates');
  const tags = await readPages(session, 'tags');
  assert.equal(session.calls.length, 2);
  session.calls.length = 0;
  await readPages(session, 'candidates', { since: people.at(-1)?.since ?? null });
  const delta = await readPages(session, 'tags', { since: tags.at(-1)?.since ?? null });
  assert.equal(delta[0]?.completeness, 'changes');
  assert.equal(session.calls.length, 2);
});

test('a tag that was just added is found as it is written, and any other made of its id', async () => {
  const session = await openTeamtailor({ 'GET /candidates': list([tagged('1', 'Dock')]) });
  const read = await teamtailor.readById?.tags?.(session.context, ['dock', 'night']);
  assert.deepEqual(read, [
    { remote_id: 'dock', name: 'Dock', remote_data: { tag: 'Dock' } },
    { remote_id: 'night', name: 'night' },
  ]);
  assert.deepEqual(
    session.calls.map(({ query }) => query['sort']),
    ['-updated-at'],
  );
});

test('a feature that is switched off is a refused model, and no empty list', async () => {
  const session = await openTeamtailor({});
  await assert.rejects(readPages(session, 'offers'), { kind: 'permission' });
  await assert.rejects(readPages(session, 'users'), { kind: 'not-found' });
});

test('a version of the API that is switched off is a fault of ours', async () => {
  const session = await openTeamtailor({ 'GET /users': failure(406, 'Invalid API Version') });
  await assert.rejects(readPages(session, 'users'), { kind: 'unknown', message: /API Version/ });
});
