import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { VendorChange } from '@hirewire/connector-kit';
import { greenhouseWebhooks as webhooks } from './webhooks.ts';

const secret = 'a-secret';

function receive(
  content: unknown,
  { signature }: { signature?: string } = {},
): readonly VendorChange[] | null {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const body = Buffer.from(text);
  const digest = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { signature: signature ?? `sha256 ${digest}` };
  return webhooks.receive({ query: {}, headers, body }, secret);
}

const changes = (action: string, payload: unknown): string[] | undefined =>
  receive({ action, payload })?.map(({ model, remoteId }) => `${model} ${remoteId}`);

test('a delivery counts with the signature of its bytes alone, escaped signs and all', () => {
  const body = '{"action":"job_updated","payload":{"job":{"id":7,"name":"A \\u003c B \\u0026 C"}}}';
  assert.deepEqual(receive(body), [{ model: 'jobs', remoteId: '7' }]);
  const digestOf = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
  for (const signature of [
    `sha256 ${digestOf(JSON.stringify(JSON.parse(body)))}`,
    digestOf(body),
    `sha1 ${digestOf(body)}`,
    `sha256=${digestOf(body)}`,
    'sha256 ',
    '',
  ]) {
    assert.equal(receive(body, { signature }), null, signature);
  }
  assert.equal(webhooks.receive({ query: {}, headers: {}, body: Buffer.from(body) }, secret), null);
});

test('a ping, an event that we do not know, and one of another form change nothing', () => {
  assert.deepEqual(receive({ action: 'ping', payload: { web_hook_id: 1 } }), []);
  assert.deepEqual(changes('template_updated', { template: { id: 1 } }), []);
  assert.deepEqual(receive({ hello: 1 }), []);
  assert.deepEqual(receive('no JSON'), [{ model: 'candidates', remoteId: null }]);
});

test('each event names the records to read again', () => {
  const application = { id: 100, candidate: { id: 10 } };
  for (const action of ['new_candidate_application', 'hire_candidate', 'reject_candidate']) {
    assert.deepEqual(changes(action, { application }), ['applications 100', 'candidates 10']);
  }
  const deleted = { application: { id: 100, candidate_id: 10 } };
  assert.deepEqual(changes('delete_application', deleted), ['applications 100', 'candidates 10']);
  assert.deepEqual(changes('update_candidate', { candidate: { id: 10 } }), ['candidates 10']);
  assert.deepEqual(changes('candidate_anonymized', { candidate_id: 10 }), ['candidates 10']);
  assert.deepEqual(changes('job_deleted', { job: { id: 1 } }), ['jobs 1']);
  assert.deepEqual(changes('job_post_updated', { id: 20, job_id: 1 }), ['jobs 1']);
  assert.deepEqual(changes('job_post_deleted', { job_post: { id: 20, job_id: 1 } }), ['jobs 1']);
  assert.deepEqual(
    changes('job_interview_stage_deleted', { job_interview_stage: { id: 51, job_id: 1 } }),
    ['application_stages 51', 'jobs 1'],
  );
  assert.deepEqual(changes('offer_updated', { id: 2, application_id: 100 }), [
    'offers 2',
    'applications 100',
  ]);
  assert.deepEqual(changes('offer_deleted', { offer: { id: 2, application_id: 100 } }), [
    'offers 2',
    'applications 100',
  ]);
  assert.deepEqual(changes('interview_deleted', { interview: { id: 3 } }), ['interviews 3']);
  assert.deepEqual(changes('scorecard_deleted', { scorecard: { id: 4, candidate_id: 10 } }), [
    'scorecards 4',
  ]);
  assert.deepEqual(changes('department_deleted', { department: { id: 4 } }), ['jobs null']);
});

test('a deleted candidate is read again with all applications, as a merge says the same', () => {
  const person = { id: 10, deleted_application_ids: [100, 101] };
  assert.deepEqual(changes('delete_candidate', { person }), [
    'candidates 10',
    'applications 100',
    'applications 101',
  ]);
  const merge = {
    action: 'merge_candidate',
    payload: { person: { id: 10, new_candidate_id: 11 } },
  };
  assert.deepEqual(receive(merge), [
    { model: 'candidates', remoteId: '11' },
    { model: 'candidates', remoteId: '10', mergedInto: '11' },
    { model: 'applications', remoteId: null },
  ]);
});
