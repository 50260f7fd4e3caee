import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
import type { RecruiteeSimulator } from './start-recruitee-simulator.ts';
import { startReceiver } from './testing/receiver.ts';
import type { Receiver } from './testing/receiver.ts';
import { ask, bodyOf } from './testing/recruitee-client.ts';

describe('webhooks of the Recruitee simulator', () => {
  let recruitee: RecruiteeSimulator;
  let receiver: Receiver;
  before(async () => {
    recruitee = await startRecruiteeSimulator({ candidates: 60 });
    receiver = await startReceiver();
  });
  after(async () => {
    await recruitee.close();
    receiver.close();
  });

  const deliveries = () => recruitee.webhooks.deliveries();
  /** What a change sends, by type and subtype. */
  async function sentBy(change: () => unknown): Promise<VendorJson[]> {
    const { length } = deliveries();
    await change();
    await recruitee.webhooks.settled();
    return deliveries()
      .slice(length)
      .map(({ body }) => JSON.parse(body));
  }
  const namesOf = async (change: () => unknown): Promise<[string, string | null][]> =>
    (await sentBy(change)).map(({ event_type: type, event_subtype: subtype }) => [type, subtype]);
  const patch = (path: string, body: object) => ask(recruitee, path, { method: 'PATCH', body });

  it('are set up by hand, and kept only if the test is answered with 200', async () => {
    receiver.answer = 202;
    assert.equal((await recruitee.setUpWebhook(receiver.url)).isVerified, false);
    receiver.answer = 200;
    const { isVerified, secret } = await recruitee.setUpWebhook(receiver.url, 'the-secret');
    assert.deepEqual([isVerified, secret], [true, 'the-secret']);
    const [refused, test] = deliveries();
    assert.deepEqual([refused?.body, test?.body], ['{"test":true}', '{"test":true}']);
    assert.deepEqual(test?.headers, {
      'content-type': 'application/json',
      'user-agent': 'Recruitee-Webhooks',
    });
  });

  it('are signed over the body with the secret', async () => {
    await sentBy(() => recruitee.company.addPerson({ name: 'Ada Example' }));
    const { headers, body } = deliveries().at(-1)!;
    const hmac = createHmac('sha256', 'the-secret').update(body).digest('hex');
    assert.equal(headers['x-recruitee-signature'], hmac);
    const { attempt_count: attempt, payload } = JSON.parse(body);
    assert.deepEqual([attempt, payload.company.name], [1, 'Example Company']);
  });

  it('tell of a new candidate with all placements at once', async () => {
    const { offers } = await bodyOf(recruitee, '/offers?kind=job&statuses[]=published');
    const body = { candidate: { name: 'Ada' }, offers: [offers[0].id, offers[1].id] };
    const sent = await sentBy(() => ask(recruitee, '/candidates', { method: 'POST', body }));
    assert.deepEqual(
      sent.map((one) => [one.event_type, one.event_subtype]),
      [['new_candidate', 'manual']],
    );
    const told = sent[0].payload.offers.map(({ id }: VendorJson) => id);
    assert.deepEqual(told, [offers[0].id, offers[1].id]);
  });

  it('tell of assignments, moves, disqualification and deletion, and of no other change', async () => {
    const { applications, people, rejectionReasons } = recruitee.company.tables;
    const [one] = [...applications.values()].filter(({ status }) => status === 'active');
    const [reason] = rejectionReasons.values();
    const stages = recruitee.account.pipelineOf({ id: one!.jobId! });
    const next = stages.find(({ id, kind }) => id !== one!.stageId && kind === 'interview');
    const path = `/placements/${one!.id}`;
    const [moved] = await sentBy(() => patch(`${path}/change_stage`, { stage_id: next!.id }));
    assert.equal(moved.event_subtype, 'stage_changed');
    const { candidate, offer, details } = moved.payload;
    assert.deepEqual([candidate.id, offer.id], [Number(one!.personId), Number(one!.jobId)]);
    assert.deepEqual(
      [details.from_stage.id, details.to_stage.id, details.to_stage.category],
      [Number(one!.stageId), Number(next!.id), 'interview'],
    );
    const [out] = await sentBy(() =>
      patch(`${path}/disqualify`, { disqualify_reason_id: reason!.id }),
    );
    assert.deepEqual(
      [out.event_type, out.event_subtype, out.payload.details.disqualify_reason.name],
      ['candidate_moved', 'disqualified', reason!.name],
    );
    const back = () => patch(`${path}/requalify`, {});
    assert.deepEqual(await namesOf(back), [['candidate_moved', 'requalified']]);
    const [pool] = recruitee.account.kept.pools;
    const body = { candidate_id: one!.personId, talent_pool_id: pool };
    const assign = () => ask(recruitee, '/placements', { method: 'POST', body });
    assert.deepEqual(await namesOf(assign), [['candidate_assigned', null]]);
    const rename = () => patch(`/candidates/${one!.personId}`, { candidate: { name: 'X' } });
    assert.deepEqual(await namesOf(rename), []);
    assert.deepEqual(await namesOf(() => ask(recruitee, path, { method: 'DELETE' })), []);
    const remove = () => ask(recruitee, `/candidates/${one!.personId}`, { method: 'DELETE' });
    assert.deepEqual(await namesOf(remove), [['candidate_deleted', null]]);
    assert.equal(people.find(one!.personId), null);
  });

  it('tell of offers that are published, taken back or changed', async () => {
    const [job] = [...recruitee.company.tables.jobs.values()].filter(
      ({ isPublished }) => isPublished,
    );
    const path = `/offers/${job!.id}`;
    assert.deepEqual(await namesOf(() => patch(`${path}/unpublish`, {})), [
      ['offer_unpublished', null],
      ['offer_updated', 'status_changed'],
    ]);
    assert.deepEqual(await namesOf(() => patch(`${path}/publish`, {})), [
      ['offer_published', null],
      ['offer_updated', 'status_changed'],
    ]);
    const rename = () => recruitee.company.change('jobs', job!.id, { title: 'Welder' });
    assert.deepEqual(await namesOf(rename), [['offer_updated', 'offer_changed']]);
  });

  it('send nothing where the test was refused', async (t) => {
    const lonely = await startRecruiteeSimulator({ candidates: 5 });
    t.after(() => lonely.close());
    receiver.answer = 500;
    await lonely.setUpWebhook(receiver.url);
    receiver.answer = 200;
    lonely.company.addPerson({ name: 'Ada Example' });
    await Promise.resolve();
    await lonely.webhooks.settled();
    assert.equal(lonely.webhooks.deliveries().length, 1);
  });
});
