import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ScreeningQuestion } from '@hirewire/contract';
import { checkAnswers } from './check-answers.ts';

const question = {
  id: 'q1',
  remote_id: 'r1',
  title: 'When can you begin?',
  format: { type: 'DATE' },
} as ScreeningQuestion;

async function answered(answer: string) {
  const action = {
    guard: { fetch: () => assert.fail('nothing is fetched') },
    limits: { atOnce: 1, timeoutMs: 1000, fileBytes: 1000 },
    signal: new AbortController().signal,
    isDryRun: false,
    warnings: [] as string[],
  } as unknown as Parameters<typeof checkAnswers>[0];
  const drafts = await checkAnswers(action, [{ question_id: 'q1', answer }], [question]);
  return { value: drafts[0]?.value, warnings: action.warnings };
}

describe('the answer to a question for a date', () => {
  it('is the day that the caller wrote, whatever time and zone stand beside it', async () => {
    for (const answer of [
      '2026-01-31',
      '2026-01-31T00:30:00+02:00',
      '2026-01-31T23:30:00-08:00',
      '2026-01-31T12:00:00.000Z',
    ]) {
      assert.deepEqual(await answered(answer), { value: '2026-01-31', warnings: [] }, answer);
    }
  });

  it('is refused by its question where it is no date, and left out where it is empty', async () => {
    for (const answer of ['31.01.2026', '2026-02-30', 'soon']) {
      await assert.rejects(answered(answer), /When can you begin\?.*a date such as 2026-01-31/);
    }
    const { value, warnings } = await answered(' ');
    assert.equal(value, undefined);
    assert.match(warnings.join(), /it is empty/);
  });
});
