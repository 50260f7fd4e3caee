import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { ashbyWebhooks } from './webhooks.ts';

const secret = 'the secret that Ashby was given';
const sign = (body: Uint8Array, key = secret): Record<string, string> => ({
  'ashby-signature': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
});
const receiveBytes = (body: Uint8Array) =>
  ashbyWebhooks
    .receive({ headers: sign(body), query: {}, body }, secret)
    ?.map(({ model, remoteId }) => [model, remoteId]);
const receive = (event: unknown) => receiveBytes(Buffer.from(JSON.stringify(event)));

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
      assert.deepEqual(receive({ action, data }), expected, action);
    }
  });

  it('are genuine and useless where their body is none that anybody knows', () => {
    for (const event of [null, [], 'text', { data: null }, { data: [] }]) {
      assert.deepEqual(receive(event), []);
    }
  });

  it('name what they can, and have a delta find what they cannot', () => {
    const candidate = { id: 'c', applicationIds: ['a', 7, 'a\0', { no: 'id' }, null, 2 ** 60] };
    assert.deepEqual(receive({ action: 'candidateDelete', data: { candidate, jobId: 5 } }), [
      ['applications', 'a'],
      ['applications', '7'],
      ['applications', null],
      ['applications', null],
      ['applications', null],
      ['candidates', 'c'],
      ['jobs', '5'],
    ]);
    assert.deepEqual(receive({ data: { application: 'odd', offer: { id: 'o' } } }), [
      ['offers', 'o'],
    ]);
  });

  it('are signed over bytes, and read whatever bytes they are', () => {
    const event = Buffer.from('{"data":{"offer":{"id":"o","name":"Zo\u00eb Example"}}}');
    const latin = Buffer.from('{"data":{"offer":{"id":"o","name":"Zo\u00eb"}}}', 'latin1');
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), event]);
    for (const bytes of [event, latin, marked]) {
      assert.deepEqual(receiveBytes(bytes), [['offers', 'o']]);
    }
    assert.deepEqual(receiveBytes(event.subarray(0, 30)), [['candidates', null]]);
  });

  it('are refused without the signature of exactly this body', () => {
    const body = Buffer.from('{"action":"offerDelete","data":{"offer":{"id":"o"}}}');
    const forged: Record<string, string>[] = [
      {},
      { 'ashby-signature': '' },
      { 'ashby-signature': 'sha256=' },
      { 'ashby-signature': sign(body)['ashby-signature']!.toUpperCase() },
      sign(body, 'another secret'),
      sign(Buffer.concat([body, Buffer.from(' ')])),
    ];
    for (const headers of forged) {
      assert.equal(ashbyWebhooks.receive({ headers, query: {}, body }, secret), null);
    }
  });
});
