import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startLeverSimulator } from './start-lever-simulator.ts';
import type { LeverSimulator } from './start-lever-simulator.ts';
import { ask, dataOf, refusal, write } from './testing/lever-client.ts';
import type { LeverAnswer } from './testing/lever-client.ts';

/** Nobody listens there: what was sent is in the simulator's log. */
const url = 'http://127.0.0.1:1/hooks';

describe('webhooks of the Lever simulator', () => {
  let lever: LeverSimulator;
  const tokens = new Map<string, string>();
  before(async () => {
    lever = await startLeverSimulator({ candidates: 60, now: () => Date.UTC(2027, 0, 1) });
  });
  after(() => lever.close());

  const subscribe = (body: object) => dataOf(lever, '/webhooks', { method: 'POST', body });

  /** The events that a change causes, once all events are subscribed to. */
  async function sentBy(change: () => unknown): Promise<LeverAnswer['body'][]> {
    const { length } = lever.webhooks.deliveries();
    await change();
    await lever.webhooks.settled();
    return lever.webhooks
      .deliveries()
      .slice(length)
      .map(({ body }) => JSON.parse(body));
  }

  it('show the token that signs when they are made, and never again', async () => {
    const events = [
      'applicationCreated',
      'candidateHired',
      'candidateStageChange',
      'candidateArchiveChange',
      'candidateDeleted',
      'interviewCreated',
      'interviewUpdated',
      'interviewDeleted',
      'contactCreated',
      'contactUpdated',
    ];
    for (const event of events) {
      const made = await subscribe({ event, url });
      assert.match(made.configuration.signatureToken, /\S{20,}/);
      tokens.set(event, made.configuration.signatureToken);
    }
    const { body } = await ask(lever, '/webhooks');
    const listed = body.data.map(({ event }: { event: string }) => event);
    assert.deepEqual(listed.toSorted(), events.toSorted());
    assert.doesNotMatch(JSON.stringify(body), /signatureToken/);
  });

  it('refuse other events, addresses that are none, and unknown origins', async () => {
    for (const body of [
      { event: 'postingCreated', url },
      { event: 'candidateHired', url: 'file:///etc/hosts' },
      { event: 'candidateHired' },
      { event: 'candidateHired', url, configuration: { conditions: { origins: ['moon'] } } },
    ]) {
      const refused = await refusal(lever, '/webhooks', { method: 'POST', body });
      assert.deepEqual(refused, [400, 'BadRequestError'], JSON.stringify(body));
    }
  });

  it('are signed over token and time with the token of their own', async () => {
    const sent = await sentBy(() => lever.company.addPerson({ name: 'Ada Example' }));
    const [{ event, triggeredAt, token, signature, data }] = sent;
    assert.deepEqual([event, Object.keys(data)], ['contactCreated', ['contactId']]);
    assert.equal(triggeredAt, Date.UTC(2027, 0, 1));
    const hmac = createHmac('sha256', tokens.get(event) ?? '');
    assert.equal(signature, hmac.update(`${token}${triggeredAt}`).digest('hex'));
  });

  it('tell of every change that has an event, and of no other', async () => {
    const { company } = lever;
    const [active] = [...company.tables.applications.values()].filter(
      ({ status, jobId }) => status === 'active' && jobId !== null,
    );
    const { id, personId, stageId: fromStageId } = active!;
    const [reason] = [...company.tables.rejectionReasons.values()];
    const names = async (change: () => unknown) => (await sentBy(change)).map(({ event }) => event);
    const path = `/opportunities/${id}`;
    const [moved, ...others] = await sentBy(() =>
      write(
        lever,
        `${path}/stage`,
        { stage: fromStageId === 'offer' ? 'lead-new' : 'offer' },
        'PUT',
      ),
    );
    assert.deepEqual([others, moved.event], [[], 'candidateStageChange']);
    assert.deepEqual([moved.data.opportunityId, moved.data.contactId], [id, personId]);
    assert.equal(moved.data.fromStageId, fromStageId);
    const archive = (reasonId: string | null) => () =>
      write(lever, `${path}/archived`, { reason: reasonId }, 'PUT');
    assert.deepEqual(await names(archive(reason!.id)), ['candidateArchiveChange']);
    assert.deepEqual(await names(archive(null)), ['candidateArchiveChange']);
    const hired = await names(archive(lever.hiredReasonId));
    assert.deepEqual(hired, ['candidateArchiveChange', 'candidateHired']);
    assert.deepEqual(await names(() => write(lever, `${path}/addTags`, { tags: ['x'] })), []);
    assert.deepEqual(await names(() => write(lever, `${path}/notes`, { value: 'x' })), []);
    const interviewers = [{ id: [...company.tables.users.values()][0]!.id }];
    const interview = { subject: 'Talk', interviewers, date: 5, duration: 30 };
    const panel = { timezone: 'Europe/Berlin', interviews: [interview] };
    assert.deepEqual(await names(() => write(lever, `${path}/panels`, panel)), [
      'interviewCreated',
    ]);
    const applied = await names(() => company.addApplication({ personId, jobId: active!.jobId }));
    assert.deepEqual(applied, ['applicationCreated']);
    const renamed = await names(() => company.change('people', personId, { name: 'X' }));
    assert.deepEqual(renamed, ['contactUpdated']);
    assert.ok((await names(() => company.remove('applications', id))).includes('candidateDeleted'));
  });

  it('go only where the origin of the opportunity is asked for', async () => {
    for (const { id } of await dataOf(lever, '/webhooks')) {
      assert.equal((await ask(lever, `/webhooks/${id}`, { method: 'DELETE' })).status, 204);
    }
    const conditions = { origins: ['referred'] };
    await subscribe({ event: 'candidateStageChange', url, configuration: { conditions } });
    const made = async (origin: string) => {
      const { body } = await write(lever, '/opportunities', { name: 'X', origin });
      return () => write(lever, `/opportunities/${body.data.id}/stage`, { stage: 'offer' }, 'PUT');
    };
    assert.equal((await sentBy(await made('agency'))).length, 0);
    assert.equal((await sentBy(await made('referred'))).length, 1);
    const gone = '/webhooks/none';
    assert.deepEqual(await refusal(lever, gone, { method: 'DELETE' }), [404, 'NotFoundError']);
  });
});
