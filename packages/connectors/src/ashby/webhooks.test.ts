import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { ashbyWebhooks } from './webhooks.ts';

const secret = 'the secret that Ashby was given';
const sign = (body: string, key = secret): Record<string, string> => ({
  'ashby-signature': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
});
const receive = (event: unknown) => {
  const body = JSON.stringify(event);
  return ashbyWebhooks.receive({ headers: sign(body), query: {}, body }, secret);
};

describe("Ashby's webhooks", () => {
  it('name what to read again, whatever happened', () => {
    const application = { id: 'a', candidate: { id: 'c', name: 'Ada Example' } };
    const events: [string, object, [string, string][]][] = [
      [
        'applicationSubmit',
        { application },
        [
          ['applications', 'a'],
          ['candidates', 'c'],
        ],
      ],
      [
        'candidateHire',
        { application, offer: { id: 'o' } },
        [
          ['applications', 'a'],
          ['candidates', 'c'],
          ['offers', 'o'],
        ],
      ],
      [
        'candidateDelete',
        { candidate: { id: 'c', applicationIds: ['a', 'b'] } },
        [
          ['applications', 'a'],
          ['applications', 'b'],
          ['candidates', 'c'],
        ],
      ],
      [
        'candidateMerge',
        { deletedCandidate: { id: 'c' }, mergedCandidate: { id: 'd' } },
        [
          ['candidates', 'c'],
          ['candidates', 'd'],
        ],
      ],
      ['interviewScheduleUpdate', { interviewSchedule: { id: 'i' } }, [['interviews', 'i']]],
      ['interviewPlanTransition', { jobId: 'j' }, [['jobs', 'j']]],
      ['jobPostingPublish', { jobPosting: { id: 'p' } }, [['jobs', 'p']]],
      ['offerDelete', { offer: { id: 'o' } }, [['offers', 'o']]],
      ['ping', { webhookActionType: 'ping' }, []],
      ['somethingNew', { whatever: 1 }, []],
    ];
    for (const [action, data, expected] of events) {
      const changed = receive({ action, data })?.map(({ model, remoteId }) => [model, remoteId]);
      assert.deepEqual(changed, expected, action);
    }
  });

  it('are genuine and useless where their body is none that anybody knows', () => {
    for (const event of [null, [], 'text', { data: null }, { data: { application: { id: 7 } } }]) {
      assert.deepEqual(receive(event), []);
    }
  });

  it('are refused without the signature of exactly this body', () => {
    const body = JSON.stringify({ action: 'offerDelete', data: { offer: { id: 'o' } } });
    const forged: Record<string, string>[] = [
      {},
      { 'ashby-signature': '' },
      { 'ashby-signature': 'sha256=' },
      { 'ashby-signature': sign(body)['ashby-signature']!.toUpperCase() },
      sign(body, 'another secret'),
      sign(`${body} `),
    ];
    for (const headers of forged) {
      assert.equal(ashbyWebhooks.receive({ headers, query: {}, body }, secret), null);
    }
  });
});
