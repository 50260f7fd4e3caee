import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  findIntegration,
  forgetVendorWebhooks,
  listRuns,
  listVendorWebhooks,
} from '@hirewire/store';
import { until as untilSeen } from '@hirewire/store/testing';
import { findLiveOdoo, noOdoo } from './setup/live-odoo.ts';
import type { ComparedModel } from './setup/facts.ts';
import { startApi } from './setup/start-api.ts';
import type { Api } from './setup/start-api.ts';
import type { WireRecord } from './setup/wire-facts.ts';

const live = findLiveOdoo();

describe('webhooks of a real Odoo', { skip: live === null ? noOdoo : false }, () => {
  let api: Api;
  before(async () => {
    api = await startApi(live!);
  });
  after(() => api?.close());

  const register = () => api.engine.registerVendorWebhooks(api.integrationId, api.publicUrl);
  const ruleNames = async (): Promise<string[]> => {
    const rules = await live!.list('base.automation', { name: {} });
    return rules.map(({ name }) => String(name)).filter((name) => name.startsWith('Hirewire'));
  };
  const runs = () => listRuns(api.database, api.integrationId, { limit: 100 });
  async function find(model: ComparedModel, remoteId: string | number) {
    const query = { remote_ids: String(remoteId), include_deleted: 'true' };
    return (await api.list(model, query))[0];
  }
  async function until(
    model: ComparedModel,
    remoteId: string | number,
    check: (record: WireRecord) => boolean,
  ): Promise<WireRecord> {
    const look = async () => {
      const record = await find(model, remoteId);
      return record !== undefined && check(record) && record;
    };
    return untilSeen(look, { state: () => `${model} ${remoteId}` });
  }
  const isGone = (record: WireRecord) => record['remote_deleted_at'] !== null;
  const stageOf = (record: WireRecord) =>
    record['current_stage'] as { remote_id: string; name: string } | null;
  async function pickApplicant() {
    const [applicant] = await live!.list('hr.applicant', { partner_id: {}, stage_id: {} }, [
      ['active', '=', true],
      ['date_closed', '=', false],
      ['partner_id', '!=', false],
      ['talent_pool_ids', '=', false],
    ]);
    return applicant!;
  }

  test('are not for a key without the rights of an administrator, which is said', async () => {
    await assert.rejects(register(), /Only an administrator of Odoo .*Role: Administrator/);
    assert.deepEqual(await listVendorWebhooks(api.database, api.integrationId), []);
    const { baseUrl: base_url, database, keys } = live!;
    const credentials = { base_url, database, api_key: keys.administrator };
    await api.engine.replaceCredentials(api.integrationId, credentials);
    await api.settled();
  });

  test('need the app Automation Rules, which is installed only where that is allowed', async () => {
    await assert.rejects(register(), /Automation Rules .*install_automation_rules=true/);
    const [module] = await live!.list('ir.module.module', { state: {} }, [
      ['name', '=', 'base_automation'],
    ]);
    assert.equal(module?.['state'], 'uninstalled');
    await api.engine.changeSettings(api.integrationId, { install_automation_rules: true });
    assert.equal(await register(), 18);
    assert.equal((await ruleNames()).length, 18);
  });

  test('are registered anew in place of those before, known or forgotten', async () => {
    assert.equal(await register(), 18);
    const ids = (await listVendorWebhooks(api.database, api.integrationId)).map(({ id }) => id);
    await forgetVendorWebhooks(api.database, api.integrationId, ids);
    assert.equal(await register(), 18);
    assert.equal((await ruleNames()).length, 18);
  });

  test('bring a change within moments, without a sync, and once though Odoo posts it twice', async () => {
    const applicant = await pickApplicant();
    const [stage] = await live!.list('hr.recruitment.stage', {}, [
      ['id', '!=', applicant['stage_id']],
      ['hired_stage', '=', false],
      ['job_ids', '=', false],
    ]);
    const before = (await runs()).length;
    const posts = api.deliveries.length;
    await live!.call('hr.applicant', 'write', {
      ids: [applicant.id],
      vals: { stage_id: stage!.id },
    });
    const moved = await until(
      'applications',
      applicant.id,
      (record) => stageOf(record)?.remote_id === String(stage!.id),
    );
    assert.equal((await runs()).length, before);
    assert.ok(api.deliveries.length > posts + 1, 'Odoo has told of one write several times');
    assert.ok(api.deliveries.every(({ status }) => status === 200));
    const changes = await api.causesOf(String(moved['id']));
    assert.deepEqual(
      changes.filter((cause) => cause === 'webhook'),
      ['webhook'],
    );
  });

  test('bring who is new, and tell of who is deleted', async () => {
    const [job] = await live!.list('hr.job', {}, [['active', '=', true]]);
    const id = await live!.create('hr.applicant', {
      partner_name: 'Wanda Webhook',
      email_from: 'wanda.webhook@example.org',
      job_id: job!.id,
    });
    const [row] = await live!.list('hr.applicant', { partner_id: {} }, [['id', '=', id]]);
    const candidate = `partner:${String(row!['partner_id'])}`;
    await until('applications', id, (record) => !isGone(record));
    const person = await until('candidates', candidate, (record) => !isGone(record));
    assert.equal(person['last_name'], 'Webhook');
    await live!.call('res.partner', 'write', { ids: [row!['partner_id']], vals: { city: 'Bonn' } });
    await until(
      'candidates',
      candidate,
      ({ location }) => (location as { city: string } | null)?.city === 'Bonn',
    );
    await live!.call('hr.applicant', 'unlink', { ids: [id] });
    await until('applications', id, isGone);
    await until('candidates', candidate, isGone);
  });

  test('bring what a stage, a job, a meeting and a tag have become', async () => {
    const applicant = await pickApplicant();
    await live!.call('hr.recruitment.stage', 'write', {
      ids: [applicant['stage_id']],
      vals: { name: 'A first look' },
    });
    await until('applications', applicant.id, (record) => stageOf(record)?.name === 'A first look');
    const meeting = await live!.create('calendar.event', {
      name: 'A talk',
      start: '2031-06-07 12:00:00',
      stop: '2031-06-07 12:45:00',
      applicant_id: applicant.id,
    });
    await until('interviews', meeting, (record) => !isGone(record));
    await live!.call('calendar.event', 'unlink', { ids: [meeting] });
    await until('interviews', meeting, isGone);
    const job = await live!.create('hr.job', { name: 'Lamplighter' });
    await until('jobs', job, ({ status }) => status === 'OPEN');
    await live!.call('hr.job', 'action_archive', { ids: [job] });
    await until('jobs', job, ({ status }) => status === 'ARCHIVED');
    const tag = await live!.create('hr.applicant.category', { name: 'Nocturnal' });
    await until('tags', tag, (record) => !isGone(record));
    await live!.call('hr.applicant.category', 'unlink', { ids: [tag] });
    await until('tags', tag, isGone);
    await api.settled();
  });

  test('are refused with another secret or none, and the secret is in no log', async () => {
    const { url } = api.deliveries.at(-1)!;
    const secret = new URL(url).searchParams.get('token')!;
    const body = JSON.stringify({ _action: 'x(#1)', _id: 1, _model: 'hr.applicant' });
    const post = async (address: string) => (await fetch(address, { method: 'POST', body })).status;
    assert.equal(await post(url), 200);
    const address = url.replace(/\?.*/, '');
    for (const query of ['', '?token=', '?token=guessed', `?token=${secret}x`]) {
      assert.equal(await post(`${address}${query}`), 401, query);
    }
    assert.equal(await post(url.replace(/odoo[^?]*/, 'odoo%3Anobody')), 404);
    assert.ok(api.log().includes('/vendor-webhooks/'), 'requests are logged');
    assert.ok(!api.log().includes(secret));
  });

  test('end when they are taken back, and with the integration', async () => {
    assert.equal(await api.engine.unregisterVendorWebhooks(api.integrationId), 18);
    assert.deepEqual(await ruleNames(), []);
    await register();
    await api.engine.deleteIntegration(api.integrationId);
    assert.equal(await findIntegration(api.database, api.integrationId), null);
    await untilSeen(async () => (await ruleNames()).length === 0);
    const hidden = await live!.list('ir.actions.server', {}, [
      ['webhook_url', '=like', `${api.publicUrl}%`],
    ]);
    assert.deepEqual(hidden, [], 'nor is what they did');
  });
});
