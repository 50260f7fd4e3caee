import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShareRead } from '@hirewire/connector-kit';
import { recruitee } from '../index.ts';
import { openRecruitee, readPages, readAll } from '../fixtures/open-recruitee.ts';
import type { FixtureSession } from '../fixtures/open-recruitee.ts';
import { candidate, candidateRow, listCandidates, smallAccount } from '../fixtures/records.ts';

const detail = 'GET /candidates/50';
const timesAsked = ({ calls }: FixtureSession): number =>
  calls.filter(({ route }) => route === detail).length;

test('candidates and applications of a run ask for the details of a person once', async () => {
  const session = await openRecruitee(smallAccount());
  const [[person], [application]] = await Promise.all([
    readAll(session, 'candidates'),
    readAll(session, 'applications'),
  ]);
  assert.deepEqual([person?.remote_id, application?.remote_id], ['50', '1000']);
  assert.equal(timesAsked(session), 1);
  await readAll(session, 'candidates');
  assert.equal(timesAsked(session), 2, 'The next read is a fresh one.');
});

test('all that is read by candidate reads the list of them once', async () => {
  const session = await openRecruitee(
    smallAccount({ 'GET /interview/results': { interview_results: [] } }),
  );
  for (const model of ['candidates', 'applications', 'notes', 'scorecards'] as const) {
    await readAll(session, model);
  }
  const offsets = session.calls.flatMap(({ route, query }) =>
    route === 'GET /candidates' ? query['offset'] : [],
  );
  assert.deepEqual(offsets, ['0', '0'], 'The page, and the end of the list.');
});

test('somebody who was changed between two lists is asked for again', async () => {
  let lists = 0;
  const session = await openRecruitee(
    smallAccount({
      'GET /candidates': (call) => {
        lists += 1;
        const day = `2026-03-0${lists + 3} 08:00:00 UTC`;
        return listCandidates([candidateRow({ updated_at: day })])(call);
      },
    }),
  );
  // The list no longer fits into memory.
  const shareRead: ShareRead = (shared, read) =>
    shared.key.startsWith('candidates from') ? read() : session.context.shareRead(shared, read);
  const context = { ...session.context, shareRead };
  await readPages({ ...session, context }, 'candidates');
  await readPages({ ...session, context }, 'applications');
  assert.equal(timesAsked(session), 2);
});

test('what an action has changed is never read from what was shared', async () => {
  let title = 'Apprentice';
  const session = await openRecruitee(
    smallAccount({
      [detail]: () => {
        const fields = [{ kind: 'experience', values: [{ title }] }];
        return { body: { candidate: candidate({ fields }) } };
      },
    }),
  );
  await readAll(session, 'candidates');
  title = 'Boat builder';
  const [person] = (await recruitee.readById?.candidates?.(session.context, ['50'])) ?? [];
  assert.ok(person && 'title' in person);
  assert.equal(person.title, 'Boat builder');
});

test('a model finds its place again in a list that has moved since another one read it', async () => {
  const all = [1, 2, 3, 4, 5, 6, 7];
  let listed = all;
  const session = await openRecruitee({
    ...smallAccount({
      'GET /candidates': (call) =>
        listCandidates(
          listed.map((id) => candidateRow({ id })),
          3,
        )(call),
    }),
    ...Object.fromEntries(all.map((id) => [`GET /candidates/${id}/notes`, { notes: [] }])),
    ...Object.fromEntries(
      all.map((id) => [`GET /candidates/${id}`, { candidate: candidate({ id }) }]),
    ),
  });
  const readHalf = recruitee.read.notes?.(session.context, { since: null, resumeFrom: null });
  assert.ok(readHalf);
  for await (const _page of readHalf) break;
  // The first page is of before, the others of after.
  listed = all.filter((id) => id !== 1);
  const records = await readAll(session, 'candidates');
  const ids = new Set(records.map((record) => record.remote_id));
  for (const id of ['2', '3', '4', '5', '6', '7']) assert.ok(ids.has(id), `${id} is missing.`);
});
