import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startOdooSimulator } from '@hirewire/simulators';
import type { OdooSimulator } from '@hirewire/simulators';
import { findRun, listRuns } from '@hirewire/store';
import { startHirewire } from './start-hirewire.ts';
import type { RunningHirewire, Tenant } from './start-hirewire.ts';

const held = 900;
const cap = 200;

type Listed = { remote_id: string; remote_deleted_at: string | null };

describe('records of an Odoo that gives fewer than it is asked for', { timeout: 300_000 }, () => {
  let hirewire: RunningHirewire;
  let odoo: OdooSimulator;
  let tenant: Tenant;
  before(async () => {
    hirewire = await startHirewire();
    odoo = await startOdooSimulator({ candidates: held });
    odoo.alterSearch = ({ length, records }) => ({ length, records: records.slice(0, cap) });
    tenant = await hirewire.createTenant({
      environment: 'capped',
      tool: 'odoo',
      simulator: { url: odoo.url, credentials: odoo.credentials },
    });
    await hirewire.waitForSync(tenant.integrationId);
  });
  after(async () => {
    await hirewire.close();
    await odoo.close();
  });

  /** All that a client has ever been shown. */
  async function list(path: string): Promise<Listed[]> {
    const { apiKey, integrationId } = tenant;
    const found: Listed[] = [];
    let cursor: string | null = null;
    do {
      const url = new URL(`${hirewire.url}/ats/${path}`);
      url.searchParams.set('page_size', '250');
      url.searchParams.set('include_deleted', 'true');
      if (cursor !== null) url.searchParams.set('cursor', cursor);
      const headers = { authorization: `Bearer ${apiKey}`, 'x-integration-id': integrationId };
      const answer = await fetch(url, { headers });
      assert.equal(answer.status, 200);
      const { data } = (await answer.json()) as {
        data: { next: string | null; results: Listed[] };
      };
      found.push(...data.results);
      cursor = data.next;
    } while (cursor !== null);
    return found;
  }

  /** What Odoo holds, by its own tables. */
  function heldIds(): { applications: string[]; candidates: string[] } {
    const applicants = odoo.tables['hr.applicant']!.rows;
    assert.equal(applicants.length, held);
    const people = applicants.map(({ id, partner_id: contact }) =>
      contact ? `partner:${Number(contact)}` : `applicant:${id}`,
    );
    const applications = applicants
      .filter(({ talent_pool_ids: pools }) => (pools as unknown[]).length === 0)
      .map(({ id }) => String(id));
    return { applications: applications.toSorted(), candidates: [...new Set(people)].toSorted() };
  }

  async function assertAllLiving(): Promise<void> {
    for (const [path, ids] of Object.entries(heldIds())) {
      const listed = await list(path);
      const living = listed.filter(({ remote_deleted_at: deletedAt }) => deletedAt === null);
      assert.deepEqual(living.map(({ remote_id: id }) => id).toSorted(), ids, path);
      assert.equal(listed.length, living.length, `${path} has deleted ones`);
    }
  }

  it('are all there after the first sync', () => assertAllLiving());

  it('are all there after a second full sync', async () => {
    await hirewire.sync(tenant.integrationId, 'FULL');
    await assertAllLiving();
  });

  it('are not deleted where Odoo gives no more than that at all, and the run says so', async () => {
    odoo.alterSearch = ({ length, records }, model) => ({
      length,
      records: model === 'hr.applicant' ? records.filter(({ id }) => id <= cap) : records,
    });
    await assert.rejects(hirewire.sync(tenant.integrationId, 'FULL'), /PARTIALLY_FAILED/);
    const [latest] = await listRuns(hirewire.database, tenant.integrationId, { limit: 1 });
    const run = await findRun(hirewire.database, tenant.integrationId, latest?.id ?? '');
    assert.match(run?.message ?? '', /counted 700 more applications than it listed/);
    await assertAllLiving();
  });
});
