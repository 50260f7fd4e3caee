import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startTeamtailorSimulator } from './start-teamtailor-simulator.ts';
import type { TeamtailorSimulator } from './start-teamtailor-simulator.ts';
import { write } from './testing/teamtailor-client.ts';

/** Nobody listens there: what was sent is in the simulator's log. */
const url = 'http://127.0.0.1:1/hooks';
const now = Date.UTC(2027, 0, 1);

describe('webhooks of the Teamtailor simulator', () => {
  let teamtailor: TeamtailorSimulator;
  let key: string;
  before(async () => {
    teamtailor = await startTeamtailorSimulator({ candidates: 40, now: () => now });
    key = teamtailor.setUpWebhook(url);
  });
  after(() => teamtailor.close());

  async function sentBy(change: () => unknown) {
    const { length } = teamtailor.webhooks.deliveries();
    await change();
    await teamtailor.webhooks.settled();
    return teamtailor.webhooks.deliveries().slice(length);
  }

  async function eventsOf(change: () => unknown): Promise<VendorJson[]> {
    return (await sentBy(change)).map(({ body }) => JSON.parse(body).payload);
  }

  const namesOf = async (change: () => unknown): Promise<string[]> =>
    (await eventsOf(change)).map(({ event_name: name }): string => name);

  const hexOf = (secret: string, signed: string): string =>
    createHmac('sha256', secret).update(signed).digest('hex');
  const decoded = (header = ''): string => Buffer.from(header, 'base64').toString();

  it('are signed with the time over the body, in the second version', async () => {
    const [sent] = await sentBy(() => teamtailor.company.addPerson({ name: 'Ada Example' }));
    assert.ok(sent);
    const signature = hexOf(key, `${now / 1000}.${sent.body}`);
    assert.equal(decoded(sent.headers['tt-signature']), `t=${now / 1000},v2=${signature}`);
  });

  it('are signed over the id alone in the first version, whatever the body says', async () => {
    const old = await startTeamtailorSimulator({ candidates: 12 });
    const oldKey = old.setUpWebhook(url, 'v1');
    const { id } = old.company.addPerson({ name: 'Ada Example' });
    await old.webhooks.settled();
    const [sent] = old.webhooks.deliveries();
    assert.equal(decoded(sent?.headers['tt-signature']), hexOf(oldKey, id));
    assert.equal(decoded(JSON.parse(sent?.body ?? '{}').signature), hexOf(oldKey, id));
    await old.close();
  });

  it('tell of candidates, jobs and applications what the vendor tells, and no more', async () => {
    const { company } = teamtailor;
    const [made] = await eventsOf(() =>
      write(teamtailor, 'candidates', {
        attributes: { 'first-name': 'Ada', email: 'ada@example.com' },
      }),
    );
    const { id, type, attributes } = made.data;
    assert.deepEqual([made.event_name, type], ['candidate.create', 'candidates']);
    assert.equal(attributes.email, 'ada@example.com');
    const patch = (fields: object) => () =>
      write(teamtailor, 'candidates', { id, attributes: fields });
    assert.deepEqual(await namesOf(patch({ phone: '1' })), ['candidate.update']);
    assert.deepEqual(await namesOf(patch({ tags: ['VIP'] })), []);
    const [job] = [...company.tables.jobs.values()].filter(({ status }) => status === 'open');
    assert.ok(job);
    const apply = () =>
      write(teamtailor, 'job-applications', {
        relationships: { candidate: ['candidates', id], job: ['jobs', job.id] },
      });
    const [applied] = await eventsOf(apply);
    assert.equal(applied.event_name, 'job_application.create');
    const change = (draft: object) => () =>
      write(teamtailor, 'job-applications', { id: applied.data.id, ...draft });
    const last = company.stagesOf(job.id).at(-1)?.id ?? '';
    const moved = change({ relationships: { stage: ['stages', last] } });
    const [event] = await eventsOf(moved);
    assert.deepEqual(
      [event.event_name, event.data.id],
      ['job_application.update', applied.data.id],
    );
    assert.equal(event.data.attributes['stage-id'], Number(last));
    const [reason] = [...company.tables.rejectionReasons.values()];
    const reasoned = { relationships: { 'reject-reason': ['reject-reasons', reason?.id ?? ''] } };
    assert.deepEqual(await namesOf(change(reasoned)), []);
    const rejected = change({ attributes: { 'rejected-at': '2027-01-02T00:00:00Z' } });
    assert.deepEqual(await namesOf(rejected), ['job_application.update']);
    const renamed = () => company.change('jobs', job.id, { title: 'Welder' });
    assert.deepEqual(await namesOf(renamed), ['job.update']);
    assert.deepEqual(await namesOf(() => company.remove('people', id)), [
      'job_application.destroy',
      'candidate.destroy',
    ]);
  });

  it('tell of a merge as an end of one candidate, whose applications live on', async () => {
    const { company } = teamtailor;
    const [kept, gone] = [...company.tables.people.values()];
    assert.ok(kept && gone);
    const events = await eventsOf(() => teamtailor.account.mergeCandidates(kept.id, gone.id));
    const last = events.at(-1);
    assert.deepEqual([last.event_name, last.data.id], ['candidate.destroy', gone.id]);
    assert.ok(events.every(({ event_name: name }) => name !== 'job_application.destroy'));
  });
});
