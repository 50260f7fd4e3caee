import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recruitee } from '../index.ts';
import { openRecruitee, readPages, readRecords } from '../fixtures/open-recruitee.ts';
import type { RecruiteeSession } from '../fixtures/open-recruitee.ts';
import { candidate, candidateRow, listCandidates, smallAccount } from '../fixtures/records.ts';

const detail = 'GET /candidates/50';
const timesAsked = ({ calls }: RecruiteeSession): number =>
  calls.filter(({ route }) => route === detail).length;

test('candidates and applications of a run ask for the details of a person once', async () => {
  const session = await openRecruitee(smallAccount());
  const [[person], [application]] = await Promise.all([
    readRecords(session, 'candidates'),
    readRecords(session, 'applications'),
  ]);
  assert.deepEqual([person?.remote_id, application?.remote_id], ['50', '1000']);
  assert.equal(timesAsked(session), 1);
  await readRecords(session, 'candidates');
  assert.equal(timesAsked(session), 2, 'The next read is a fresh one.');
});

test('somebody who was changed between the two lists is asked for again', async () => {
  let lists = 0;
  const session = await openRecruitee(
    smallAccount({
      'GET /candidates': (call) => {
        if (call.query['offset'] === '0') lists += 1;
        const day = `2026-03-0${lists + 3} 08:00:00 UTC`;
        return listCandidates([candidateRow({ updated_at: day })])(call);
      },
    }),
  );
  await readPages(session, 'candidates');
  await readPages(session, 'applications');
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
  await readRecords(session, 'candidates');
  title = 'Boat builder';
  const [person] = (await recruitee.readById?.candidates?.(session.context, ['50'])) ?? [];
  assert.ok(person && 'title' in person);
  assert.equal(person.title, 'Boat builder');
});
