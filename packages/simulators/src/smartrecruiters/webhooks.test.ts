import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { WebhookDelivery } from '../kit/webhook-sender.ts';
import { startSmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import type { SmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import { startReceiver } from './testing/receiver.ts';
import type { Receiver } from './testing/receiver.ts';
import { activeAssignment, ask, bodyOf, refusal } from './testing/smartrecruiters-client.ts';
import { signatureOf } from './webhooks.ts';

const base = '/webhooks-api/v201907/subscriptions';

describe('webhooks of the SmartRecruiters simulator', () => {
  let remote: SmartRecruitersSimulator;
  let receiver: Receiver;
  let now: number;
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 2);
    remote = await startSmartRecruitersSimulator({ candidates: 30, now: () => now });
    receiver = await startReceiver();
  });
  afterEach(async () => {
    receiver.close();
    await remote.close();
  });

  const subscribe = async (events: string[], extra: object = {}): Promise<string> => {
    const body = { callbackUrl: receiver.url, events, ...extra };
    const { status, body: made } = await ask(remote, base, { method: 'POST', body });
    assert.deepEqual([status, made.status], [201, 'inactive']);
    return made.id;
  };
  const activate = (id: string) => ask(remote, `${base}/${id}/activation`, { method: 'PUT' });
  const newKey = async (id: string): Promise<string> =>
    (await bodyOf(remote, `${base}/${id}/secret-key`, { method: 'POST' })).secretKey;
  /** What was sent since, without the handshakes. */
  const sent = async (): Promise<WebhookDelivery[]> => {
    await remote.webhooks.settled();
    return remote.webhooks.deliveries().filter(({ headers }) => 'event-id' in headers);
  };
  const move = (status: string) =>
    bodyOf(remote, `${activeAssignment(remote)}/status`, { method: 'PUT', body: { status } });

  it('signs as the reference does in its example', () => {
    // The text there has a space in its body that the signature does not cover.
    const headers = {
      'smartrecruiters-timestamp': '1574080897',
      'event-id': '123',
      link: '<http://smartrecruiters.com/endpoint>; rel=self',
      'event-name': 'application.created',
      'event-version': 'v201910',
    };
    const key = { key: 'HeBVky2bccvvkcXPimH8c', endsAt: null };
    assert.equal(
      signatureOf([key], '{"job_id":"jid","candidate_id":"cid"}', headers, 0),
      'v1=2e9291f10d44ca10204a4cd81b05d73b6a316b2b605d4e2e0e0b37b40198ce1f',
    );
  });

  it('activates a subscription after a handshake, and sends nothing before', async () => {
    const id = await subscribe(['application.status.updated']);
    await move('IN_REVIEW');
    assert.deepEqual(await sent(), []);
    receiver.isKnowing = false;
    assert.equal((await activate(id)).status, 424);
    receiver.isKnowing = true;
    assert.equal((await activate(id)).status, 204);
    const handshake = remote.webhooks.deliveries().at(-1);
    assert.deepEqual(Object.keys(handshake?.headers ?? {}), ['x-hook-secret'], 'It is not signed.');
    assert.equal((await activate(id)).status, 409);
    assert.equal((await bodyOf(remote, `${base}/${id}`)).status, 'active');
    await move('IN_REVIEW');
    assert.equal((await sent()).length, 1);
  });

  it('sends ids alone, signed over six parts with each key that works', async () => {
    const id = await subscribe(['application.status.updated']);
    await activate(id);
    await move('IN_REVIEW');
    const [unsigned] = await sent();
    assert.equal(unsigned?.headers['smartrecruiters-signature'], undefined);
    const keys = [await newKey(id), await newKey(id)];
    await move('IN_REVIEW');
    const { headers = {}, body = '', status } = (await sent()).at(-1) ?? {};
    assert.equal(status, 202);
    const ids = Object.keys(JSON.parse(body) as object);
    assert.deepEqual(ids, ['job_id', 'candidate_id', 'application_id']);
    const parts = [
      headers['smartrecruiters-timestamp'],
      body,
      headers['event-id'],
      headers['event-name'],
      headers['event-version'],
      headers['link'],
    ];
    const signatures = keys.map(
      (key) => `v1=${createHmac('sha256', key).update(parts.join('.')).digest('hex')}`,
    );
    assert.equal(headers['smartrecruiters-signature'], signatures.join(';'));
    assert.equal((await bodyOf(remote, `${base}/${id}/secret-key`)).secretKey, keys[1]);
    now += 25 * 3_600_000;
    await move('IN_REVIEW');
    const later = (await sent()).at(-1)?.headers['smartrecruiters-signature'] ?? '';
    assert.equal(later.split(';').length, 1, 'The former key has ended.');
  });

  it('tells what happens to candidates, applications, files, offers, jobs and reviews', async () => {
    const names = [
      'candidate.created',
      'candidate.updated',
      'candidate.deleted',
      'application.created',
      'application.status.updated',
      'application.source.updated',
      'application.attachment.created',
      'review.created',
      'review.deleted',
      'offer.updated',
      'job.updated',
      'job.status.updated',
    ];
    await activate(await subscribe(names));
    const { company } = remote;
    const [job] = (await bodyOf(remote, '/jobs?status=SOURCING')).content;
    const person = { firstName: 'Ada', lastName: 'Example', email: 'ada@example.com' };
    const made = { method: 'POST', body: person };
    const { id } = await bodyOf(remote, `/jobs/${job.id}/candidates`, made);
    const path = `/candidates/${id}/jobs/${job.id}`;
    await bodyOf(remote, `${path}/status`, { method: 'PUT', body: { status: 'INTERVIEW' } });
    const form = new FormData();
    form.append('attachmentType', 'RESUME');
    form.append('file', new Blob(['Hello']), 'cv.pdf');
    await bodyOf(remote, `${path}/attachments`, { method: 'POST', body: form });
    const [source] = company.tables.sources.values();
    const { applicationId } = await bodyOf(remote, path);
    company.change('applications', applicationId, { sourceId: source?.id ?? null });
    const review = { candidateId: id, jobId: job.id, overallRating: 4 };
    await bodyOf(remote, '/reviews', { method: 'POST', body: review });
    const [offer] = company.tables.offers.values();
    company.change('offers', offer?.id ?? '', { status: 'declined' });
    company.change('jobs', job.id, { status: 'archived' });
    await bodyOf(remote, `/candidates/${id}`, { method: 'DELETE' });
    const told = (await sent()).map(({ headers }) => headers['event-name']);
    assert.deepEqual(new Set(told), new Set(names));
  });

  it('tells of a merged and of an erased candidate as deleted', async () => {
    await activate(await subscribe(['candidate.deleted']));
    const [kept, merged, erased] = remote.account.candidates().map(({ id }) => id);
    assert.ok(kept !== undefined && merged !== undefined && erased !== undefined);
    remote.company.mergePeople(kept, merged);
    remote.company.erasePerson(erased);
    const told = (await sent()).map(({ body }) => JSON.parse(body) as unknown);
    assert.deepEqual(told, [{ id: merged }, { id: erased }]);
  });

  it('logs callbacks, the newest first, and how they went', async () => {
    const id = await subscribe(['application.status.updated']);
    await activate(id);
    await move('IN_REVIEW');
    await sent();
    receiver.answer = 500;
    await move('IN_REVIEW');
    await sent();
    const log = await bodyOf(remote, `${base}/${id}/callbacks-log`);
    assert.deepEqual(
      log.map(({ status }: { status: string }) => status),
      ['failed', 'successful'],
    );
    const failed = await bodyOf(remote, `${base}/${id}/callbacks-log?callbackStatus=failed`);
    assert.deepEqual(failed, [log[0]]);
  });

  it('carries the header that a subscriber asks for', async () => {
    const callbackAuthentication = { type: 'basic', username: 'sam', password: 'secret' };
    await activate(await subscribe(['candidate.updated'], { callbackAuthentication }));
    remote.account.changeProfile(remote.account.candidates()[0] ?? assert.fail(), {});
    const [callback] = await sent();
    assert.equal(callback?.headers['authorization'], 'Basic c2FtOnNlY3JldA==');
  });

  it('lists subscriptions page by page, and refuses wrong ones and too many', async () => {
    const first = await subscribe(['job.created']);
    for (let index = 1; index < 20; index += 1) await subscribe(['job.updated']);
    const { body, headers } = await ask(remote, `${base}?limit=15`);
    assert.deepEqual(body[0], {
      id: first,
      callbackUrl: receiver.url,
      events: [{ name: 'job.created', version: 'v1' }],
      status: 'inactive',
    });
    const next = /<([^>]+)>/.exec(headers.get('link') ?? '')?.[1] ?? '';
    assert.equal((await bodyOf(remote, next)).length, 5);
    const post = (given: object) => ({ method: 'POST', body: given });
    const another = post({ callbackUrl: receiver.url, events: ['job.created'] });
    assert.deepEqual(await refusal(remote, base, another), [403, 'SUBSCRIPTIONS_LIMIT_EXCEEDED']);
    for (const given of [
      { callbackUrl: receiver.url, events: ['job.deleted'] },
      { callbackUrl: 'nowhere', events: ['job.created'] },
      { callbackUrl: receiver.url, events: [] },
    ]) {
      assert.deepEqual(await refusal(remote, base, post(given)), [422, 'INVALID_SUBSCRIPTION']);
    }
    const path = `${base}/${first}`;
    assert.equal((await ask(remote, path, { method: 'DELETE' })).status, 204);
    const gone = [404, 'SUBSCRIPTION_NOT_FOUND'];
    assert.deepEqual(await refusal(remote, path, { method: 'DELETE' }), gone);
  });
});
