import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsTo, openPersonio, readPages, readRecords } from '../fixtures/open-personio.ts';
import type { Routes } from '../fixtures/open-personio.ts';
import { application, candidate } from '../fixtures/records.ts';
import { readCandidatesById } from './candidates.ts';

const applications = [
  application({ channel: { id: '3', name: 'Career page' } }),
  application({ id: '9000', channel: { id: '4', name: 'A friend' } }),
];
const routes = (given: Routes = {}): Routes => ({
  'GET /v2/recruiting/candidates': [candidate()],
  'GET /v2/recruiting/applications': applications,
  ...given,
});

test('a candidate has the contact details that Personio has', async () => {
  const [record] = await readRecords(await openPersonio(routes()), 'candidates');
  const { remote_data: _raw, ...fields } = record ?? { remote_data: null };
  assert.deepEqual(fields, {
    remote_id: '601',
    first_name: 'Ada',
    last_name: 'Example',
    email_addresses: [{ email_address: 'ada@example.com', type: null }],
    phone_numbers: [{ phone_number: '+49 30 0123456', type: null }],
    social_media: [
      {
        link: 'https://www.linkedin.com/in/ada-example',
        type: 'LINKEDIN',
        username: null,
      },
    ],
    location: { raw: 'Leipzig' },
    tag_remote_ids: [],
    remote_created_at: '2026-02-02T08:00:00.000Z',
    remote_updated_at: '2026-02-03T08:00:00.000Z',
    source: 'Career page',
  });
});

test('the source is the channel of the first application', async () => {
  const both = [
    { id: '9001', application_date: '2026-02-02' },
    { id: '9000', application_date: '2025-02-02' },
  ];
  const session = await openPersonio(
    routes({ 'GET /v2/recruiting/candidates': [candidate({ applications: both })] }),
  );
  const [record] = await readRecords(session, 'candidates');
  assert.equal(record?.source, 'A friend');
});

test('a full read asks for all channels at once, a delta for those that have changed and are left', async () => {
  let isChanged = true;
  const session = await openPersonio(
    routes({
      'GET /v2/recruiting/applications': ({ query }) => {
        const isDelta = query['updated_at.gt'] !== undefined;
        return { body: { _data: isDelta && !isChanged ? [] : applications } };
      },
      'GET /v2/recruiting/applications/9001': applications[0] ?? null,
    }),
  );
  const since = (await readPages(session, 'candidates')).at(-1)?.since ?? null;
  const askedInDelta = async () => {
    const before = session.calls.length;
    const [record] = await readRecords(session, 'candidates', { since });
    assert.equal(record?.source, 'Career page');
    return session.calls.slice(before).map(({ route }) => route);
  };
  const lists = ['GET /v2/recruiting/candidates', 'GET /v2/recruiting/applications'];
  assert.ok(!session.calls.some(({ route }) => route.endsWith('/9001')));
  assert.deepEqual(await askedInDelta(), lists);
  isChanged = false;
  assert.deepEqual(await askedInDelta(), [...lists, 'GET /v2/recruiting/applications/9001']);
});

test('a delta that cannot list changed applications asks for each', async () => {
  const session = await openPersonio(
    routes({
      'GET /v2/recruiting/applications': ({ query }) =>
        query['updated_at.gt'] === undefined
          ? { body: { _data: applications } }
          : { status: 403, body: null },
      'GET /v2/recruiting/applications/9001': applications[0] ?? null,
    }),
  );
  const since = (await readPages(session, 'candidates')).at(-1)?.since ?? null;
  const [record] = await readRecords(session, 'candidates', { since });
  assert.equal(record?.source, 'Career page');
  assert.equal(record.unread, undefined);
});

test('channels that could not be read are asked for once more, and then all candidates are read', async () => {
  let isDown = true;
  const session = await openPersonio(
    routes({
      'GET /v2/recruiting/applications': () =>
        isDown ? { status: 403, body: null } : { body: { _data: applications } },
    }),
  );
  const pages = await readPages(session, 'candidates');
  assert.deepEqual(pages[0]?.records[0], {
    ...(pages[0]?.records[0] ?? { remote_id: '' }),
    unread: ['source'],
  });
  isDown = false;
  const again = await readPages(session.reopen(), 'candidates', {
    since: pages.at(-1)?.since ?? null,
  });
  assert.equal(again[0]?.completeness, 'full');
  const filters = callsTo(session.calls, 'GET /v2/recruiting/candidates').map(
    ({ query }) => query['updated_at.gt'],
  );
  assert.deepEqual(filters, [undefined, undefined]);
});

test('a candidate who is gone is a tombstone', async () => {
  const session = await openPersonio(routes());
  const found = await readCandidatesById(session.context, ['1']);
  assert.deepEqual(found, [{ remote_id: '1', deleted: true }]);
});
