import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelName } from '@hirewire/connector-kit';
import { failure, list, openLever } from '../fixtures/open-lever.ts';
import { opportunity } from '../fixtures/records.ts';
import { listIds } from './list-ids.ts';

type Session = Awaited<ReturnType<typeof openLever>>;

async function listAll({ context }: Session, model: keyof typeof listIds & ModelName) {
  const ids: string[] = [];
  for await (const { remoteIds } of listIds[model](context, { resumeFrom: null })) {
    ids.push(...remoteIds);
  }
  return ids;
}

test('a sweep lists opportunities and their contacts, the confidential ones too, page by page', async () => {
  const session = await openLever({
    'GET /opportunities': ({ query }) =>
      query['offset'] === 't'
        ? list([opportunity({ id: 'o-2' }), opportunity({ id: 'o-3', contact: null })])
        : list([opportunity()], 't'),
  });
  assert.deepEqual(await listAll(session, 'applications'), ['o-1', 'o-2', 'o-3']);
  const { contact } = opportunity();
  assert.deepEqual(await listAll(session, 'candidates'), [contact, contact]);
  const queries = session.calls.map(({ query }) => query);
  assert.equal(queries.length, 4);
  assert.ok(queries.every((query) => query['confidentiality'] === 'all'));
  // What they show of others would only make the answers larger.
  assert.ok(queries.every((query) => query['expand'] === undefined));
});

test('a sweep that is refused in its middle fails, and a refused page token says so', async () => {
  const session = await openLever({
    'GET /postings': ({ query }) =>
      query['offset'] ? failure(400, 'BadRequestError', 'No') : list([{ id: 'p-1' }], 't'),
  });
  await assert.rejects(listAll(session, 'jobs'), { kind: 'sync-token-expired' });
});
