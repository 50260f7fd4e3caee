import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startWorkableSimulator } from './start-workable-simulator.ts';
import type { WorkableSimulator } from './start-workable-simulator.ts';
import { ask, bodyOf, refusal, write } from './testing/workable-client.ts';

describe('webhooks of the Workable simulator', () => {
  let workable: WorkableSimulator;
  before(async () => {
    workable = await startWorkableSimulator({ candidates: 40, now: () => Date.UTC(2027, 0, 1) });
  });
  after(() => workable.close());

  /** Nobody listens there: what was sent is in the simulator's log. */
  const target = (name: string): string => `http://127.0.0.1:1/${name}`;
  const subscribe = (body: object, headers = {}) =>
    ask(workable, '/subscriptions', { method: 'POST', body, headers });

  /** What a change sends to the target of this name. */
  async function sentBy(change: () => unknown, name: string) {
    const { length } = workable.webhooks.deliveries();
    await change();
    await workable.webhooks.settled();
    const sent = workable.webhooks.deliveries().slice(length);
    return sent.filter(({ url }) => url === target(name));
  }

  const signed = (key: string, body: string): string =>
    createHmac('sha256', key).update(body).digest('hex');

  it('are registered one by one, each with a target of its own', async () => {
    for (const event of ['candidate_created', 'candidate_moved', 'candidate_deleted']) {
      const { status, body } = await subscribe({ target: target(event), event });
      assert.deepEqual([status, Object.keys(body), Number.isInteger(body.id)], [200, ['id'], true]);
    }
    const taken = { target: target('candidate_moved'), event: 'candidate_created' };
    assert.equal((await subscribe(taken)).status, 409);
    const { subscriptions } = await bodyOf(workable, '/subscriptions');
    const fields = 'created_at event id job_shortcode stage_slug target valid_until';
    assert.deepEqual(Object.keys(subscriptions[0]).toSorted(), fields.split(' '));
    assert.equal(subscriptions.length, 3);
    const wrong = [
      { target: target('new'), event: 'candidate_disqualified' },
      { target: 'new', event: 'candidate_moved' },
      { target: target('new'), event: 'candidate_moved', args: { job_shortcode: '' } },
    ];
    for (const body of wrong) assert.equal((await subscribe(body)).status, 422);
  });

  it('send the details of a candidate, signed with the account token', async () => {
    const [{ shortcode }] = (await bodyOf(workable, '/jobs?state=published')).jobs;
    const path = `/jobs/${shortcode}/candidates`;
    const body = { candidate: { name: 'Conny Example', email: 'conny@example.com' } };
    let made: VendorJson;
    const create = async () => {
      made = await bodyOf(workable, path, { method: 'POST', body });
    };
    const [created] = await sentBy(create, 'candidate_created');
    assert.ok(created);
    const event = JSON.parse(created.body) as VendorJson;
    assert.deepEqual(
      [event.event_type, event.resource_type, event.fired_at],
      ['candidate_created', 'candidate', '2027-01-01T00:00:00.000Z'],
    );
    assert.deepEqual(event.data, made.candidate);
    const { access_token: token } = workable.credentials;
    assert.equal(created.headers['x-workable-signature'], signed(token, created.body));

    const { id } = made.candidate;
    const move = () => write(workable, `/candidates/${id}/move`, { target_stage: 'offer' });
    const [moved] = await sentBy(move, 'candidate_moved');
    assert.equal((JSON.parse(moved?.body ?? '') as VendorJson).data.stage, 'Offer');
    const remove = () => workable.company.remove('applications', id);
    const [deleted] = await sentBy(remove, 'candidate_deleted');
    assert.equal((JSON.parse(deleted?.body ?? '') as VendorJson).data.id, id);
  });

  it('say nothing of a disqualification', async () => {
    const [{ id }] = (await bodyOf(workable, '/candidates')).candidates;
    const { length } = workable.webhooks.deliveries();
    await write(workable, `/candidates/${id}/disqualify`, {});
    await workable.webhooks.settled();
    assert.equal(workable.webhooks.deliveries().length, length);
  });

  it('keep to a job and a stage, and end when they are deleted', async () => {
    const [{ id, job }] = (await bodyOf(workable, '/candidates?stage=interview')).candidates;
    const args = { job_shortcode: job.shortcode, stage_slug: 'offer' };
    const some = { target: target('some'), event: 'candidate_moved', args };
    const { body } = await subscribe(some);
    const move = (slug: string) => () =>
      write(workable, `/candidates/${id}/move`, { target_stage: slug });
    assert.equal((await sentBy(move('applied'), 'some')).length, 0);
    assert.equal((await sentBy(move('offer'), 'some')).length, 1);
    const other = (await bodyOf(workable, '/candidates?limit=100')).candidates.find(
      (one: VendorJson) => one.job !== null && one.job.shortcode !== job.shortcode,
    );
    const moveOther = () =>
      write(workable, `/candidates/${other.id}/move`, { target_stage: 'offer' });
    assert.equal((await sentBy(moveOther, 'some')).length, 0);
    const path = `/subscriptions/${body.id}`;
    assert.deepEqual(await bodyOf(workable, path, { method: 'DELETE' }), {});
    await sentBy(move('applied'), 'some');
    assert.equal((await sentBy(move('offer'), 'some')).length, 0);
    assert.deepEqual(await refusal(workable, path, { method: 'DELETE' }), [404, 'Not found']);
  });

  it('are signed with the secret of the OAuth app that subscribed', async () => {
    const { id: client_id, secret: client_secret } = workable.oauthClient;
    const code = workable.oauth.newCode();
    const grant = { grant_type: 'authorization_code', code, client_id, client_secret };
    const url = `${workable.url}/oauth/token`;
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(grant) });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token}` };
    await subscribe({ target: target('app'), event: 'candidate_moved' }, headers);
    const [{ id }] = (await bodyOf(workable, '/candidates?stage=applied')).candidates;
    const move = () => write(workable, `/candidates/${id}/move`, { target_stage: 'interview' });
    const [sent] = await sentBy(move, 'app');
    assert.ok(sent);
    assert.equal(sent.headers['x-workable-signature'], signed(client_secret, sent.body));
  });
});
