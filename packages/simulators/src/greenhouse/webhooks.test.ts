import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
import type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
import { ask } from './testing/greenhouse-client.ts';

const folder = path.join(
  import.meta.dirname,
  '../../../../../shared/vendors/greenhouse/webhook-doc-samples',
);
const skip = existsSync(folder) ? false : 'the vendor’s samples are not here';
const secret = 'hook-secret';

describe('webhooks of the Greenhouse simulator', () => {
  let greenhouse: GreenhouseSimulator;
  let receiver: Server;
  let url: string;
  let status = 200;

  beforeEach(async () => {
    status = 200;
    receiver = createServer((_request, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
    greenhouse = await startGreenhouseSimulator({ candidates: 60 });
  });
  afterEach(async () => {
    await greenhouse.close();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  /** What a change sends. */
  async function sentBy(change: () => unknown): Promise<VendorJson[]> {
    const { length } = greenhouse.webhooks.deliveries();
    await change();
    await greenhouse.webhooks.settled();
    const sent = greenhouse.webhooks.deliveries().slice(length);
    return sent.map(({ body }) => JSON.parse(body));
  }
  const actionsOf = async (change: () => unknown) =>
    (await sentBy(change)).map(({ action }) => action);
  const active = () => {
    const { applications } = greenhouse.company.tables;
    const all = [...applications.values()];
    const found = all.find(
      (one) => one.status === 'active' && !greenhouse.organisation.isProspect(one),
    );
    assert.ok(found);
    return found;
  };

  it('ping their receiver when they are saved, and are disabled where it does not answer', async () => {
    const [ping] = await sentBy(() => greenhouse.addWebhook({ url, secret }));
    assert.equal(ping.action, 'ping');
    status = 500;
    const { isEnabled } = await greenhouse.addWebhook({ url, secret });
    assert.equal(isEnabled, false);
    const actions = await actionsOf(() => greenhouse.company.addPerson({ name: 'Mara' }));
    assert.deepEqual(actions, [], 'A person without an application has no event.');
    const { id } = active();
    const sent = await actionsOf(() => greenhouse.company.change('applications', id, {}));
    assert.deepEqual(sent, ['application_updated']);
  });

  it('are signed over their bytes, which are ASCII', async () => {
    await greenhouse.addWebhook({ url, secret, actions: ['update_candidate'] });
    const { personId } = active();
    const company = 'Müller & Söhne <Café>';
    const [body] = await sentBy(() => greenhouse.company.change('people', personId, { company }));
    assert.equal(body.payload.candidate.company, company);
    const sent = greenhouse.webhooks.deliveries().at(-1);
    assert.ok(sent);
    assert.match(sent.body, /M\\u00fcller \\u0026 S\\u00f6hne \\u003cCaf\\u00e9\\u003e/);
    assert.match(sent.body, /^[\u0020-\u007e]+$/);
    const digest = createHmac('sha256', secret).update(sent.body).digest('hex');
    assert.equal(sent.headers['signature'], `sha256 ${digest}`);
    assert.match(sent.headers['greenhouse-event-id'] ?? '', /^\d+$/);
    const { id } = active();
    const other = await sentBy(() => greenhouse.company.change('applications', id, {}));
    assert.deepEqual(other, [], 'The hook is for one action alone.');
  });

  it('tell of every step of an application', async () => {
    await greenhouse.addWebhook({ url, secret });
    const { company, credentials } = greenhouse;
    const { id, jobId } = active();
    const [stage] = company.stagesOf(jobId).filter((one) => one.id !== active().stageId);
    const [reason] = company.tables.rejectionReasons.values();
    assert.ok(stage && reason);
    const write = (name: string, body: object) => () =>
      ask(greenhouse, `/applications/${id}/${name}`, { method: 'POST', body });
    const move = { from_stage_id: Number(active().stageId), to_stage_id: Number(stage.id) };
    assert.deepEqual(await actionsOf(write('move', move)), ['candidate_stage_change']);
    const reject = write('reject', { rejection_reason_id: Number(reason.id) });
    assert.deepEqual(await actionsOf(reject), ['reject_candidate']);
    assert.deepEqual(await actionsOf(write('unreject', {})), ['unreject_candidate']);
    const end = () => company.endApplication(id, 'hired');
    assert.deepEqual(await actionsOf(end), ['hire_candidate']);
    assert.deepEqual(await actionsOf(() => company.reopenApplication(id)), ['unhire_candidate']);
    const prospect = {
      candidate_id: Number(active().personId),
      prospect: true,
      job_ids: [],
      source_id: null,
    };
    const add = () => ask(greenhouse, '/applications', { method: 'POST', body: prospect });
    assert.deepEqual(await actionsOf(add), ['new_prospect_application']);
    assert.ok(credentials.user_id);
  });

  it('name the applications that a deleted person takes along, and nothing more', async () => {
    await greenhouse.addWebhook({ url, secret });
    const { personId } = active();
    const mine = greenhouse.company.applicationsOf(personId).map(({ id }) => Number(id));
    const [sent, ...others] = await sentBy(() => greenhouse.company.remove('people', personId));
    assert.deepEqual([sent.action, others], ['delete_candidate', []]);
    const { person } = sent.payload;
    assert.deepEqual(
      [person.id, person.deleted_application_ids.toSorted()],
      [Number(personId), mine.toSorted((a, b) => a - b)],
    );
  });

  it('tell of a merge as a deletion, too, with applications that live on', async () => {
    await greenhouse.addWebhook({ url, secret });
    const { company } = greenhouse;
    const { id, personId } = active();
    const kept = [...company.tables.people.values()].find((one) => one.id !== personId)?.id ?? '';
    const sent = await sentBy(() => company.mergePeople(kept, personId));
    const merged = sent.find(({ action }) => action === 'merge_candidate');
    const deleted = sent.find(({ action }) => action === 'delete_candidate');
    assert.equal(merged.payload.person.new_candidate_id, Number(kept));
    assert.equal(deleted.payload.person.id, Number(personId));
    assert.ok(deleted.payload.person.deleted_application_ids.includes(Number(id)));
    const [row] = (await ask(greenhouse, `/applications?ids=${id}`)).body;
    assert.equal(row.candidate_id, Number(kept));
  });

  it('tell of anonymized people, cancelled interviews, offers, jobs and departments', async () => {
    await greenhouse.addWebhook({ url, secret });
    const { company } = greenhouse;
    const { personId } = active();
    const erased = await actionsOf(() => company.erasePerson(personId));
    assert.ok(erased.includes('candidate_anonymized'), erased.join());
    const first = <T>(all: Iterable<T>): T => {
      const [one] = all;
      assert.ok(one);
      return one;
    };
    const { interviews, offers, jobs, departments } = company.tables;
    const interview = first(interviews.values());
    const cancel = () => company.change('interviews', interview.id, { status: 'cancelled' });
    assert.deepEqual(await actionsOf(cancel), ['interview_deleted']);
    const offer = first(offers.values());
    const change = () => company.change('offers', offer.id, { startDay: '2027-05-01' });
    assert.deepEqual(await actionsOf(change), ['offer_updated']);
    const job = first(jobs.values());
    const rename = () => company.change('jobs', job.id, { title: 'Welder' });
    assert.deepEqual(await actionsOf(rename), ['job_updated', 'job_post_updated']);
    const department = first(departments.values());
    const remove = () => company.remove('departments', department.id);
    assert.deepEqual(await actionsOf(remove), ['department_deleted']);
  });

  it('have the fields of the vendor’s samples', { skip }, async () => {
    await greenhouse.addWebhook({ url, secret });
    const { company } = greenhouse;
    const samples = loadSamples();
    const { id, personId, jobId } = active();
    const { offers, jobs, feedback, stages } = company.tables;
    const [offer] = offers.values();
    const [card] = feedback.values();
    const [stage] = stages.values();
    const [otherJob] = [...jobs.values()].filter((job) => job.id !== jobId);
    const [other] = [...company.tables.people.values()].filter((one) => one.id !== personId);
    assert.ok(offer && card && stage && otherJob && other && jobId !== null);
    const nextStage = company.stagesOf(jobId).find((one) => one.id !== active().stageId)?.id ?? '';
    const changes = [
      () => company.addApplication({ personId, jobId: otherJob.id }),
      () => company.moveApplication(id, nextStage),
      () => company.endApplication(id, 'rejected', null),
      () => company.reopenApplication(id),
      () => company.endApplication(id, 'hired'),
      () => company.change('applications', id, {}),
      () => company.change('people', personId, { company: 'Example Dockyard' }),
      () => company.change('offers', offer.id, { status: 'draft' }),
      () => company.change('offers', offer.id, { status: 'approved' }),
      () => company.remove('offers', offer.id),
      () => company.remove('feedback', card.id),
      () => company.change('jobs', jobId, {}),
      () => company.mergePeople(other.id, personId),
      () => company.erasePerson(other.id),
      () => company.remove('applications', id),
      () => company.remove('stages', stage.id),
      () => company.remove('jobs', otherJob.id),
    ];
    const seen = new Set<string>();
    for (const change of changes) {
      for (const { action, payload } of await sentBy(change)) {
        const sample = samples.get(action);
        assert.ok(sample, `The samples have no ${action}.`);
        seen.add(action);
        assert.deepEqual(missingFields(sample, payload), [], action);
      }
    }
    assert.ok(seen.size >= 18, [...seen].join(', '));
  });
});

function loadSamples(): Map<string, object> {
  const names = ['candidate', 'application', 'job', 'interview', 'organization'];
  const all = names.flatMap((name) => {
    const text = readFileSync(path.join(folder, `${name}_events.json`), 'utf8');
    return (JSON.parse(text) as { samples: { json: VendorJson }[] }).samples;
  });
  return new Map(all.map(({ json }) => [json.action, json.payload]));
}

/** Fields of a sample's objects that ours lack; what is null or empty has none to compare. */
function missingFields(sample: VendorJson, ours: VendorJson, at = ''): string[] {
  if (Array.isArray(sample) && Array.isArray(ours)) {
    const [expected, shown] = [sample[0], ours[0]];
    return shown === undefined ? [] : missingFields(expected, shown, `${at}[]`);
  }
  if (!isObject(sample) || !isObject(ours) || at.endsWith('custom_fields')) return [];
  return Object.entries(sample).flatMap(([name, value]) =>
    name in ours ? missingFields(value, ours[name], `${at}.${name}`) : [`${at}.${name}`],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
