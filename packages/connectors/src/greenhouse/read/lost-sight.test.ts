import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelName } from '@hirewire/connector-kit';
import type { Routes } from '../fixtures/open-greenhouse.ts';
import { openGreenhouse, readAll, readPages } from '../fixtures/open-greenhouse.ts';
import { application, references } from '../fixtures/records.ts';
import { greenhouse } from '../index.ts';

const models = Object.keys(greenhouse.read) as ModelName[];
const refusal = { kind: 'permission', message: /Site Admin/ };
const many = Array.from({ length: 7 }, (_, at) => application({ id: 200 - at }));
/** To anybody but a Site Admin, every list is empty. */
const nothing: Routes = { '/users': [] };

for (const model of models) {
  test(`${model}: what somebody sees who is no Site Admin any more is not taken for all`, async () => {
    const { context, ...session } = await openGreenhouse(nothing);
    await assert.rejects(readPages({ context, ...session }, model), refusal);
    await assert.rejects(async () => greenhouse.readById?.[model]?.(context, ['1']), refusal);
    const listIds = greenhouse.listIds?.[model];
    if (listIds === undefined) return;
    await assert.rejects(Array.fromAsync(listIds(context, { resumeFrom: null })), refusal);
  });
}

test('a delta without a change deletes nothing, and asks for nothing more', async () => {
  const since = { changedFrom: Date.parse('2026-03-18T00:00:00Z'), fingerprint: '' };
  const session = await openGreenhouse(nothing);
  assert.deepEqual(await readAll(session, 'tags', { since }), []);
  assert.deepEqual(
    session.calls.map(({ route }) => route),
    ['POST /token', 'GET /candidate_tags'],
  );
});

test('a list that ends in the middle, as its reader was no Site Admin any more, is not at its end', async () => {
  const session = await openGreenhouse({
    ...references,
    ...nothing,
    '/applications': many,
    'GET /applications': ({ query }) => (query['cursor'] === undefined ? undefined : { body: [] }),
  });
  await assert.rejects(readPages(session, 'applications'), refusal);
});

test('a list that is really empty is believed, also where users may not be read', async () => {
  const readers: Routes[] = [{}, { 'GET /users': () => ({ status: 403, body: null }) }];
  for (const routes of readers) {
    const session = await openGreenhouse(routes);
    const [page] = await readPages(session, 'offers');
    assert.deepEqual([page?.records, page?.completeness], [[], 'full']);
    const gone = await greenhouse.readById?.offers?.(session.context, ['1']);
    assert.deepEqual(gone, [{ remote_id: '1', deleted: true }]);
  }
});
