import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { odooDatabase, odooKeys, startOdooSimulator } from './start-odoo-simulator.ts';
import type { OdooSimulator, OdooSimulatorOptions } from './start-odoo-simulator.ts';

describe('the Odoo simulator', () => {
  const started: OdooSimulator[] = [];
  afterEach(async () => {
    for (const simulator of started.splice(0)) await simulator.close();
  });

  async function start(options: OdooSimulatorOptions = {}): Promise<OdooSimulator> {
    const simulator = await startOdooSimulator({ candidates: 20, ...options });
    started.push(simulator);
    return simulator;
  }

  async function call(
    { url, credentials }: OdooSimulator,
    method: string,
    named: object,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string }> {
    const response = await fetch(`${url}/json/2/hr.applicant/${method}`, {
      method: 'POST',
      headers: { authorization: `bearer ${credentials.api_key}`, ...headers },
      body: JSON.stringify(named),
    });
    return { status: response.status, text: await response.text() };
  }

  const everyone = { domain: [], specification: { partner_name: {} } };

  it('has as many applicants as were asked for', async () => {
    const { text } = await call(await start({ candidates: 30 }), 'web_search_read', everyone);
    assert.equal((JSON.parse(text) as { records: unknown[] }).records.length, 30);
  });

  it('refuses a key and a database that it does not know, and a method that there is not', async () => {
    const odoo = await start();
    const refused = async (method: string, headers: Record<string, string>): Promise<unknown> => {
      const { status, text } = await call(odoo, method, everyone, headers);
      return [status, text.startsWith('<') ? 'HTML' : (JSON.parse(text) as { name: string }).name];
    };
    const revoked = { authorization: `bearer ${odoo.badCredentials['api_key']}` };
    const unauthorized = [401, 'werkzeug.exceptions.Unauthorized'];
    assert.deepEqual(await refused('web_search_read', revoked), unauthorized);
    assert.deepEqual(await refused('web_search_read', { authorization: '' }), unauthorized);
    const other = { 'x-odoo-database': 'other' };
    assert.deepEqual(await refused('web_search_read', other), [404, 'HTML']);
    assert.deepEqual(await refused('explode', {}), [404, 'werkzeug.exceptions.NotFound']);
    const right = { 'x-odoo-database': odooDatabase };
    assert.equal((await call(odoo, 'web_search_read', everyone, right)).status, 200);
    const interviewer = { authorization: `bearer ${odooKeys.interviewer}` };
    assert.equal((await call(odoo, 'has_access', {}, interviewer)).text, 'false');
  });

  it('stamps changes by its own clock', async () => {
    const odoo = await start({ now: () => Date.UTC(2027, 4, 6, 7, 8, 9) });
    await call(odoo, 'write', { ids: [1], vals: { partner_name: 'Ada Example' } });
    const [first] = odoo.tables['hr.applicant']?.rows ?? [];
    assert.equal(first?.['write_date'], '2027-05-06 07:08:09');
  });

  it('has faults and a log of requests', async () => {
    const odoo = await start();
    odoo.faults.add({ kind: '500' });
    assert.equal((await call(odoo, 'web_search_read', everyone)).status, 500);
    const [{ path: asked, status } = { path: '', status: 0 }] = odoo.requests();
    assert.deepEqual([asked, status], ['/json/2/hr.applicant/web_search_read', 500]);
  });

  it('goes on from its state file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hirewire-odoo-'));
    const stateFile = path.join(folder, 'odoo.state');
    const first = await start({ stateFile });
    await call(first, 'write', { ids: [2], vals: { partner_name: 'Ada Example' } });
    const second = await start({ stateFile });
    const named = { ...everyone, domain: [['partner_name', '=', 'Ada Example']] };
    assert.match((await call(second, 'web_search_read', named)).text, /Ada Example/);
    for (const simulator of started.splice(0)) await simulator.close();
    await rm(folder, { recursive: true });
  });
});
