import { after, afterEach, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { Hirewire } from '@hirewire/sdk';
import type { AshbySimulator } from '@hirewire/simulators';
import {
  listChanges,
  listRuns,
  forgetVendorWebhooks,
  listVendorWebhooks,
  measureQueue,
} from '@hirewire/store';
import { until } from '@hirewire/store/testing';
import { type RunningHirewire, startSyncedHirewire, type Tenant } from './start-hirewire.ts';

describe('webhooks of a vendor', () => {
  let hirewire: RunningHirewire;
  let ashby: AshbySimulator;
  let tenant: Tenant;
  let client: Hirewire;
  let address: string;

  before(async () => {
    ({ hirewire, simulator: ashby, tenant } = await startSyncedHirewire());
    const { url, engine } = hirewire;
    const { apiKey: api_key, integrationId: integration_id } = tenant;
    client = new Hirewire({ server_url: url, api_key, integration_id });
    const publicUrl = url.replace(/\/v1$/, '');
    address = `${publicUrl}/hirewire/v1/vendor-webhooks/${encodeURIComponent(integration_id)}`;
    assert.ok((await engine.registerVendorWebhooks(integration_id, publicUrl)) > 10);
  });
  afterEach(() => ashby.webhooks.settled());
  after(() => hirewire.close());

  const records = () => ashby.state.records;
  async function findActive() {
    for await (const application of client.ats.getApplications({ outcomes: ['PENDING'] })) {
      const remote = records().applications.get(application.remote_id ?? '');
      const { interviewPlanId, id } = remote.currentInterviewStage;
      const stages = records().stagesOf(interviewPlanId);
      const stage = stages.find((one) => one.type === 'Active' && one.id !== id);
      if (remote.status === 'Active' && stage) return { application, stage };
    }
    return assert.fail('no application is in progress');
  }
  const isKnownToAshby = (webhookId: string) => askAshby('webhook.info', webhookId);
  async function askAshby(method: string, webhookId: string): Promise<boolean> {
    const answer = await fetch(`${ashby.url}/${method}`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${ashby.credentials.api_key}:`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ webhookId }),
    });
    return ((await answer.json()) as { success: boolean }).success;
  }
  const show = async (id: string) =>
    (await client.ats.getApplications({ ids: [id] })).data.results[0];

  it('bring a change within moments, without a sync, and the feed says why', async () => {
    const { application, stage } = await findActive();
    const runs = (await listRuns(hirewire.database, tenant.integrationId, { limit: 100 })).length;
    ashby.state.moveApplication(application.remote_id ?? '', stage.id);
    await until(async () => (await show(application.id))?.current_stage?.remote_id === stage.id);
    const now = await listRuns(hirewire.database, tenant.integrationId, { limit: 100 });
    assert.equal(now.length, runs);
    const page = await listChanges(hirewire.database, {
      integrationId: tenant.integrationId,
      after: 0,
      limit: 10_000,
    });
    assert.ok('changes' in page);
    assert.equal(page.changes.at(-1)?.cause?.type, 'webhook');
    assert.ok(
      page.changes.some(({ id, cause }) => id === application.id && cause?.type === 'webhook'),
    );
  });

  it('bring a candidate who is new, and tell of one who is deleted', async () => {
    const [job] = await client.ats.getJobs({ statuses: ['OPEN'] }).toArray({ limit: 1 });
    const { id } = ashby.state.addCandidate({ name: 'Vera Webhook' });
    ashby.state.addApplication(id, job?.remote_id ?? '');
    const find = async () =>
      (await client.ats.getCandidates({ remote_ids: [id], include_deleted: true })).data.results[0];
    await until(async () => (await find())?.applications.length === 1);
    const created = await find();
    assert.equal(created?.last_name, 'Webhook');
    // Whatever else Ashby tells of a new one has been told.
    await ashby.webhooks.settled();
    await until(async () => {
      const { ready, delayed, running } = await measureQueue(hirewire.database);
      return ready + delayed + running === 0;
    });
    ashby.state.deleteCandidate(id);
    await until(async () => typeof (await find())?.remote_deleted_at === 'string');
    assert.equal(await show(created.applications[0]?.id ?? ''), undefined);
  });

  it('queue a sync for what cannot be read by itself', async () => {
    const [interview] = await client.ats.getInterviews().toArray({ limit: 1 });
    assert.ok(interview?.remote_id);
    const runs = async () => listRuns(hirewire.database, tenant.integrationId, { limit: 100 });
    const before = (await runs()).length;
    const [schedule] = [...records().interviewSchedules.values()].filter(
      ({ status }) => status === 'Scheduled',
    );
    assert.ok(schedule);
    ashby.state.cancelInterview(schedule.id);
    await until(async () => (await runs()).length > before);
    await hirewire.waitForSync(tenant.integrationId);
    assert.equal((await runs())[0]?.type, 'DELTA');
  });

  it('are refused where they are forged, and change nothing', async () => {
    const { application } = await findActive();
    const body = JSON.stringify({
      action: 'applicationUpdate',
      data: { application: { id: 'x' } },
    });
    const signature = `sha256=${createHmac('sha256', 'guessed').update(body).digest('hex')}`;
    const post = (url: string, headers: Record<string, string>, text = body) =>
      fetch(url, { method: 'POST', body: text, headers });
    assert.equal((await post(address, {})).status, 401);
    assert.equal((await post(address, { 'ashby-signature': signature })).status, 401);
    assert.equal((await post(address, { 'ashby-signature': 'sha256=' })).status, 401);
    const unknown = address.replace(/[^/]+$/, 'ashby%3Anobody');
    assert.equal((await post(unknown, { 'ashby-signature': signature })).status, 404);
    assert.equal((await post(address, {}, 'x'.repeat(2_000_000))).status, 413);
    const replayed = ashby.webhooks.deliveries().at(-1);
    assert.ok(replayed);
    assert.equal((await post(address, replayed.headers, `${replayed.body} `)).status, 401);
    assert.ok(await show(application.id));
  });

  it('that come twice do no harm', async () => {
    const { application, stage } = await findActive();
    ashby.state.moveApplication(application.remote_id ?? '', stage.id);
    await until(async () => (await show(application.id))?.current_stage?.remote_id === stage.id);
    await ashby.webhooks.settled();
    const last = ashby.webhooks.deliveries().at(-1);
    assert.ok(last);
    const delivery = { headers: last.headers, body: last.body };
    const before = await show(application.id);
    for (let time = 0; time < 3; time += 1) {
      const again: RequestInit = { method: 'POST', ...delivery };
      assert.equal((await fetch(address, again)).status, 200);
    }
    const { stage: another, application: other } = await findActive();
    ashby.state.moveApplication(other.remote_id ?? '', another.id);
    await until(async () => (await show(other.id))?.current_stage?.remote_id === another.id);
    if (other.id !== application.id) assert.deepEqual(await show(application.id), before);
  });

  it('stay as they are where the vendor cannot reach the address of new ones', async () => {
    const { engine, database } = hirewire;
    const id = tenant.integrationId;
    const known = await listVendorWebhooks(database, id);
    await assert.rejects(engine.registerVendorWebhooks(id, 'http://127.0.0.1:9'), /no good answer/);
    assert.deepEqual(await listVendorWebhooks(database, id), known);
    await ashby.webhooks.settled();
    const before = ashby.webhooks.deliveries().length;
    const { application, stage } = await findActive();
    ashby.state.moveApplication(application.remote_id ?? '', stage.id);
    await ashby.webhooks.settled();
    const sent = ashby.webhooks.deliveries().slice(before);
    assert.ok(sent.length > 0 && sent.every(({ status }) => status === 200));
  });

  it('are registered again after their ids were lost, and nothing is read wrongly for it', async () => {
    const { engine, database } = hirewire;
    const publicUrl = hirewire.url.replace(/\/v1$/, '');
    const known = (await listVendorWebhooks(database, tenant.integrationId)).map((one) => one.id);
    // As after the restore of an older database.
    await forgetVendorWebhooks(database, tenant.integrationId, known);
    await engine.registerVendorWebhooks(tenant.integrationId, publicUrl);
    const now = await listVendorWebhooks(database, tenant.integrationId);
    assert.equal(now.length, known.length);
    // The vendor has no list of them, so that the test has to take the forgotten ones back.
    for (const lost of known) await askAshby('webhook.delete', lost);
  });

  it('are asked for anew in place of those before', async () => {
    const publicUrl = hirewire.url.replace(/\/v1$/, '');
    const before = ashby.webhooks.deliveries().length;
    const kinds = await hirewire.engine.registerVendorWebhooks(tenant.integrationId, publicUrl);
    const { application, stage } = await findActive();
    await ashby.webhooks.settled();
    const pings = ashby.webhooks.deliveries().length - before;
    assert.equal(pings, kinds);
    ashby.state.moveApplication(application.remote_id ?? '', stage.id);
    await ashby.webhooks.settled();
    const sent = ashby.webhooks.deliveries().slice(before + pings);
    const actions = sent.map(({ body }) => (JSON.parse(body) as { action: string }).action);
    assert.equal(new Set(actions).size, actions.length, 'nothing comes twice');
    assert.ok(sent.every(({ status }) => status === 200));
  });

  it('end with the integration: the vendor sends nothing more', async () => {
    const webhooks = await listVendorWebhooks(hirewire.database, tenant.integrationId);
    const ids = webhooks.map(({ id }) => id);
    assert.ok(ids.length > 10 && (await isKnownToAshby(ids[0]!)));
    const { application, stage } = await findActive();
    await client.general.deleteIntegration({ integration_id: tenant.integrationId });
    const areKnown = async () => Promise.all(ids.map(isKnownToAshby));
    await until(async () => !(await areKnown()).includes(true));
    const before = ashby.webhooks.deliveries().length;
    ashby.state.moveApplication(application.remote_id ?? '', stage.id);
    await ashby.webhooks.settled();
    assert.equal(ashby.webhooks.deliveries().length, before);
  });
});
