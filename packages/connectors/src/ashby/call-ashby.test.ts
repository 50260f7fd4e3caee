import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  Json,
  MissingPermission,
  Page,
  ReadRequest,
  RemoteErrorKind,
} from '@hirewire/connector-kit';
import { failure } from './fixtures/ashby-fixture-server.ts';
import type { Answer, Override } from './fixtures/ashby-fixture-server.ts';
import { readPages, withFixtures } from './fixtures/read-from-fixtures.ts';
import { ashby } from './index.ts';

interface Tag {
  id: string;
  title: string;
}

const tag = (id: string): Tag => ({ id, title: `Tag ${id}` });

function readTags(
  override: Override,
  request: Partial<ReadRequest> = {},
): Promise<{ pages: Page<'tags'>[]; bodies: Record<string, unknown>[] }> {
  return withFixtures(
    async (session) => {
      const pages = await readPages(session, 'tags', request);
      return { pages, bodies: session.server.calls.map((call) => call.body) };
    },
    { override },
  );
}

/** Three pages, of which the second is empty. */
const threePages: Override = (_method, { cursor }): Answer => {
  if (cursor === undefined) {
    return { success: true, results: [tag('1')], moreDataAvailable: true, nextCursor: 'second' };
  }
  if (cursor === 'second') {
    return { success: true, results: [], moreDataAvailable: true, nextCursor: 'third' };
  }
  return { success: true, results: [tag('2')], moreDataAvailable: false, syncToken: 'after' };
};

test('a call is a POST with the key as user name, the version and a JSON body', async () => {
  await withFixtures(async (session) => {
    await readPages(session, 'tags');
    const [call] = session.server.calls;
    assert.equal(call!.method, 'candidateTag.list');
    assert.equal(call!.headers['authorization'], `Basic ${btoa('fixture-key:')}`);
    assert.equal(call!.headers['accept'], 'application/json; version=1');
    assert.equal(call!.headers['content-type'], 'application/json');
  });
});

test('a full read goes on after an empty page, and ends with the sync token', async () => {
  const { pages, bodies } = await readTags(threePages);
  assert.deepEqual(
    pages.map(({ records, resumeFrom, completeness, since }) => [
      records.map((record) => record.remote_id),
      resumeFrom,
      completeness,
      since,
    ]),
    [
      [['1'], { token: 'second', offset: 1, page: 1, total: null }, 'full', undefined],
      [[], { token: 'third', offset: 1, page: 2, total: null }, 'full', undefined],
      [['2'], null, 'full', { syncToken: 'after' }],
    ],
  );
  assert.deepEqual(bodies, [
    { includeArchived: true },
    { includeArchived: true, cursor: 'second' },
    { includeArchived: true, cursor: 'third' },
  ]);
});

test('a delta sends the token and the same filters with every page', async () => {
  const { pages, bodies } = await readTags(threePages, { since: { syncToken: 'before' } });
  assert.ok(pages.every((page) => page.completeness === 'changes'));
  assert.equal(bodies.length, 3);
  for (const body of bodies) {
    assert.equal(body['syncToken'], 'before');
    assert.equal(body['includeArchived'], true);
  }
});

test('an interrupted read goes on at its cursor', async () => {
  const { pages } = await readTags(threePages);
  const resumed = await readTags(threePages, { resumeFrom: pages[1]!.resumeFrom });
  assert.deepEqual(resumed.pages, pages.slice(2));
  assert.equal(resumed.bodies[0]!['cursor'], 'third');
});

test('a resume point of an older version leads to a read from the start', async () => {
  const { pages } = await readTags(threePages, { resumeFrom: { cursor: 'third' } });
  assert.equal(pages.length, 3);
});

test('a delta that ends without a new token keeps the old one', async () => {
  const since = { syncToken: 'before' };
  const { pages } = await readTags(() => ({ success: true, results: [] }), { since });
  assert.deepEqual(pages.at(-1)!.since, since);
});

test('a full read that ends without a token makes no delta possible', async () => {
  const { pages } = await readTags(() => ({ success: true, results: [] }));
  assert.equal(pages.at(-1)!.since, undefined);
});

const untrustworthy: Record<string, Answer> = {
  'has no results': { success: true },
  'has results that are no list': { success: true, results: {} },
  'promises more without saying where': { success: true, results: [], moreDataAvailable: true },
  'does not say whether it succeeded': { results: [] },
};

for (const [fault, answer] of Object.entries(untrustworthy)) {
  test(`an answer that ${fault} is never taken for an empty list`, async () => {
    await assert.rejects(
      readTags(() => ({ ...answer })),
      { kind: 'unavailable' },
    );
  });
}

const endless: Record<string, (calls: number, cursor: unknown) => Answer> = {
  'a cursor that leads to itself': () => ({ results: [], nextCursor: 'round' }),
  'cursors that lead back to each other': (calls, cursor) => ({
    results: [tag(String(calls))],
    nextCursor: cursor === 'one' ? 'other' : 'one',
  }),
  'ever new cursors with the same records': (calls) => ({
    results: [tag('1'), tag('2')],
    nextCursor: `cursor ${calls}`,
  }),
  'empty pages without end': (calls) => ({ results: [], nextCursor: `cursor ${calls}` }),
};

for (const [fault, answer] of Object.entries(endless)) {
  test(`${fault}: the read ends and says why`, async () => {
    let calls = 0;
    const read = readTags((_method, { cursor }) => {
      calls += 1;
      return { success: true, moreDataAvailable: true, ...answer(calls, cursor) };
    });
    const message = /candidateTag\.list makes no progress/;
    await assert.rejects(read, { kind: 'unknown', message });
    assert.ok(calls <= 100, `${calls} requests`);
  });
}

const failures: [Answer, RemoteErrorKind][] = [
  [{ ...failure('missing_endpoint_permission'), status: 403 }, 'permission'],
  [{ success: false, errors: ['Unauthorized'], status: 401 }, 'authentication'],
  [{ success: false, errors: ['api_key_not_found'], status: 403 }, 'authentication'],
  [{ status: 403 }, 'authentication'],
  [failure('sync_token_expired'), 'sync-token-expired'],
  [failure('sync_token_invalid'), 'sync-token-expired'],
  [failure('incremental_sync_too_large'), 'sync-token-expired'],
  [failure('next_cursor_expired'), 'sync-token-expired'],
  [failure('invalid_next_cursor'), 'sync-token-expired'],
  [failure('rate_limit_exceeded'), 'rate-limited'],
  [failure('job_not_found'), 'not-found'],
  [failure('invalid_input'), 'input'],
  [failure('application_blocked'), 'input'],
  // The old form of an error, which has codes alone.
  [{ success: false, errors: ['invalid_input'] }, 'input'],
  [{ status: 503 }, 'unavailable'],
  // Forms that are not documented.
  [{ success: false, errors: [{ message: 'sync_token_expired' }] }, 'sync-token-expired'],
  [
    {
      success: false,
      errors: [{ code: 'sync_token_expired', parameter: 'syncToken' }],
      status: 400,
    },
    'sync-token-expired',
  ],
  [{ errors: { syncToken: ['sync_token_expired'] }, status: 400 }, 'sync-token-expired'],
  [
    { success: false, errors: ['bad', { error: { message: 'sync_token_expired' } }] },
    'sync-token-expired',
  ],
  [
    { success: false, errors: [{ message: 'missing_endpoint_permission' }], status: 403 },
    'permission',
  ],
  [{ success: false, errors: [] }, 'input'],
];

for (const [answer, kind] of failures) {
  test(`${JSON.stringify(answer)} is an error of kind ${kind}`, async () => {
    await assert.rejects(
      readTags(() => ({ ...answer })),
      { kind },
    );
  });
}

test('an error has the code, the words and the request id of Ashby', async () => {
  await assert.rejects(
    readTags(() => failure('invalid_input')),
    { remoteCode: 'invalid_input', remoteRequestId: 'request-1', message: /It failed/ },
  );
});

test('an error that is an object has its words, and what they are about', async () => {
  const errors = [{ message: 'must be a number', parameter: 'limit', code: 'invalid_input' }];
  await assert.rejects(
    readTags(() => ({ success: false, errors })),
    { remoteCode: 'invalid_input', message: /invalid_input: limit: must be a number/ },
  );
});

function checkScopes(results: Json): Promise<MissingPermission[]> {
  return withFixtures(
    async ({ context }) => (await ashby.checkCredentials(context)).missingPermissions,
    { override: () => ({ success: true, results }) },
  );
}

test('a key with every module is complete, in either spelling of scopes', async () => {
  const modules = [
    'jobs',
    'candidates',
    'interviews',
    'hiringProcessMetadata',
    'organization',
    'offers',
  ];
  const writes = ['candidates', 'hiringProcessMetadata'];
  const scopes = (mark: string, [read, write]: [string, string]) => [
    ...modules.map((module) => `${module}${mark}${read}`),
    ...writes.map((module) => `${module}${mark}${write}`),
  ];
  assert.deepEqual(await checkScopes({ scopes: scopes(':', ['read', 'write']) }), []);
  assert.deepEqual(await checkScopes({ scopes: scopes('', ['Read', 'Write']) }), []);
});

const place = { grantedAt: 'Admin, API Keys' };

test('missing permissions are named as in Ashby’s settings, with what each costs', async () => {
  const missing = await checkScopes({
    scopes: ['jobs:read', 'candidates:read', 'candidates:write', 'offers:write'],
  });
  assert.deepEqual(missing, [
    {
      permission: 'Interviews: Read',
      ...place,
      models: ['application_stages', 'interviews'],
      actions: ['ats_reject_application'],
    },
    {
      permission: 'Hiring Process: Read',
      ...place,
      models: ['rejection_reasons', 'tags'],
      actions: ['ats_remove_candidate_tag'],
    },
    { permission: 'Organization: Read', ...place, models: ['roles', 'users'], actions: [] },
    { permission: 'Offers: Read', ...place, models: ['offers'], actions: [] },
    {
      permission: 'Hiring Process: Write',
      ...place,
      models: [],
      actions: ['ats_add_candidate_tag'],
    },
  ]);
});

test('a key that may not be asked about lacks that permission', async () => {
  const missing = await withFixtures(
    async ({ context }) => (await ashby.checkCredentials(context)).missingPermissions,
    { override: () => ({ ...failure('missing_endpoint_permission'), status: 403 }) },
  );
  assert.deepEqual(missing, [{ permission: 'API Keys: Read', ...place, models: [], actions: [] }]);
});
