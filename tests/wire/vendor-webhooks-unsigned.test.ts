import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { Hirewire } from '@hirewire/sdk';
import { odooKeys, startOdooSimulator } from '@hirewire/simulators';
import type { OdooSimulator } from '@hirewire/simulators';
import { listChanges, listRuns } from '@hirewire/store';
import { until } from '@hirewire/store/testing';
import { type RunningHirewire, startHirewire } from './start-hirewire.ts';

/** A contact of the simulated Odoo who has one entry, which is in progress. */
const applicant = { id: 11, contact: 110 };

describe('webhooks of a vendor that signs nothing', () => {
  let hirewire: RunningHirewire;
  let odoo: OdooSimulator;
  let client: Hirewire;
  let integrationId: string;

  before(async () => {
    hirewire = await startHirewire();
    odoo = await startOdooSimulator();
    const credentials = { base_url: odoo.url, api_key: odooKeys.administrator };
    const tenant = await hirewire.createTenant({
      environment: 'production',
      tool: 'odoo',
      simulator: { url: odoo.url, credentials },
      settings: { install_automation_rules: true },
    });
    integrationId = tenant.integrationId;
    await hirewire.waitForSync(integrationId);
    const { apiKey: api_key } = tenant;
    client = new Hirewire({ server_url: hirewire.url, api_key, integration_id: integrationId });
    await hirewire.engine.registerVendorWebhooks(integrationId, hirewire.url.replace(/\/v1$/, ''));
  });
  after(async () => {
    await hirewire.close();
    await odoo.close();
  });

  async function call(model: string, method: string, named: object): Promise<unknown> {
    const answer = await fetch(`${odoo.url}/json/2/${model}/${method}`, {
      method: 'POST',
      headers: { authorization: `bearer ${odooKeys.administrator}` },
      body: JSON.stringify(named),
    });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  }
  const show = async (remoteId: string) =>
    (await client.ats.getApplications({ remote_ids: [remoteId], include_deleted: true })).data
      .results[0];
  const countRuns = async () =>
    (await listRuns(hirewire.database, integrationId, { limit: 100 })).length;

  it('bring a change without a sync, and once though it is posted twice', async () => {
    const runs = await countRuns();
    const posts = odoo.posts.length;
    await call('hr.applicant', 'write', { ids: [applicant.id], vals: { stage_id: 2 } });
    assert.equal(odoo.posts.length, posts + 2);
    await until(async () => (await show('11'))?.current_stage?.remote_id === '2');
    const shown = await show('11');
    const page = await listChanges(hirewire.database, { integrationId, after: 0, limit: 10_000 });
    assert.ok('changes' in page);
    const causes = page.changes
      .filter(({ id }) => id === shown?.id)
      .map(({ cause }) => cause?.type);
    assert.deepEqual(
      causes.filter((type) => type === 'webhook'),
      ['webhook'],
    );
    assert.equal(await countRuns(), runs);
  });

  it('bring who is new, and tell of who is deleted, with the candidate', async () => {
    const values = { partner_name: 'Wanda Webhook', job_id: 1, stage_id: 1, categ_ids: [] };
    const [id] = (await call('hr.applicant', 'create', { vals_list: [values] })) as number[];
    await until(async () => (await show(String(id)))?.candidate?.last_name === 'Webhook');
    await call('hr.applicant', 'unlink', { ids: [id] });
    await until(async () => typeof (await show(String(id)))?.remote_deleted_at === 'string');
    const { data } = await client.ats.getCandidates({ remote_ids: [`applicant:${id}`] });
    assert.deepEqual(data.results, []);
  });

  it('bring a new name of a stage to all that shows it', async () => {
    const remoteId = (await show('11'))?.current_stage?.remote_id;
    await call('hr.recruitment.stage', 'write', {
      ids: [Number(remoteId)],
      vals: { name: 'Chat' },
    });
    await until(async () => (await show('11'))?.current_stage?.name === 'Chat');
    await hirewire.waitForSync(integrationId);
  });

  it('are refused without the secret that only the vendor was told', async () => {
    const last = odoo.posts.at(-1)!;
    const post = async (url: string | URL) =>
      (await fetch(url, { method: 'POST', body: last.body })).status;
    assert.equal(await post(last.url), 200);
    const forged = new URL(last.url);
    forged.searchParams.set('token', 'guessed');
    assert.equal(await post(forged), 401);
    forged.search = '';
    assert.equal(await post(forged), 401);
    const elsewhere = last.url.replace(encodeURIComponent(integrationId), 'odoo%3Anobody');
    assert.equal(await post(elsewhere), 404);
  });

  it('end with the integration', async () => {
    assert.ok((odoo.tables['base.automation']?.rows ?? []).length > 0);
    await client.general.deleteIntegration({ integration_id: integrationId });
    await until(async () => odoo.tables['base.automation']?.rows.length === 0);
  });
});
