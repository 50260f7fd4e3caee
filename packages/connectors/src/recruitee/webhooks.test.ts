import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { recruiteeWebhooks as webhooks } from './webhooks.ts';

const secret = 'the secret that Recruitee shows';

function deliver(content: unknown, { key = secret, isSigned = true } = {}) {
  const body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const signature = createHmac('sha256', key).update(body).digest('hex');
  const headers = isSigned ? { 'x-recruitee-signature': signature } : {};
  return { query: {}, headers, body };
}

const receive = (content: unknown, options = {}) =>
  webhooks.receive(deliver(content, options), secret);

const moved = {
  id: 1,
  attempt_count: 1,
  event_type: 'candidate_moved',
  event_subtype: 'stage_changed',
  payload: {
    company: { id: 2, name: 'Example' },
    candidate: { id: 50, name: 'Ana' },
    offer: { id: 10, kind: 'job' },
    details: { from_stage: { id: 101 }, to_stage: { id: 102 } },
  },
};

test('a move names the candidate, and a delta of applications', () => {
  assert.deepEqual(receive(moved), [
    { model: 'candidates', remoteId: '50' },
    { model: 'applications', remoteId: null },
  ]);
});

test('new and assigned candidates are read again, with a delta of applications', () => {
  for (const type of ['new_candidate', 'candidate_assigned']) {
    const payload = { candidate: { id: 51 }, offers: [{ id: 10 }] };
    const [candidate, ...others] = receive({ event_type: type, payload }) ?? [];
    assert.deepEqual(candidate, { model: 'candidates', remoteId: '51' }, type);
    assert.deepEqual(others, [{ model: 'applications', remoteId: null }], type);
  }
});

test('a deleted candidate is read again, without a delta, which would find nothing', () => {
  const payload = { candidate: { id: 51 }, offers: [{ id: 10 }] };
  assert.deepEqual(receive({ event_type: 'candidate_deleted', payload }), [
    { model: 'candidates', remoteId: '51' },
  ]);
});

test('events of offers name the job', () => {
  for (const type of ['offer_published', 'offer_unpublished', 'offer_updated']) {
    const payload = { offer: { id: 10 }, offers: null };
    assert.deepEqual(receive({ event_type: type, payload }), [{ model: 'jobs', remoteId: '10' }]);
  }
});

test('what is not signed with the secret is refused', () => {
  assert.equal(receive(moved, { key: 'another' }), null);
  assert.equal(receive(moved, { isSigned: false }), null);
  assert.equal(webhooks.handshake?.(deliver(moved, { isSigned: false })), null);
});

test('a test gets 200 and changes nothing, signed or not, alone or with an invented event', () => {
  for (const content of [{ test: true }, { ...moved, test: true }]) {
    for (const options of [{ isSigned: false }, { key: 'not known to us yet' }, {}]) {
      assert.deepEqual(webhooks.handshake?.(deliver(content, options)), {});
    }
  }
});

test('what cannot be read leads to a delta, and what means nothing to us to nothing', () => {
  assert.equal(receive('no JSON')?.length, 1);
  assert.deepEqual(receive({ event_type: 'later', payload: {} }), []);
  assert.deepEqual(receive([]), []);
});

test('the secret is one of the credentials, as Recruitee makes it', () => {
  const credentials = { company_id: 'example', api_token: 'a token' };
  assert.equal(webhooks.secretOf?.({ ...credentials, webhook_secret: ' s ' }), 's');
  assert.equal(webhooks.secretOf?.(credentials), null);
});
