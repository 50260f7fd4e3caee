import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import type { AshbySimulator } from '@hirewire/simulators';
import { createCheckedFetch } from './checked-fetch.ts';
import { remoteIds } from './official-sdk.ts';
import { idsOf } from './simulated-remote-ids.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

/** All the ways to write these moments that clients use; the Python SDK has most of them. */
const forms: [text: string, moment: string][] = [
  ['2026-05-04', '2026-05-04T00:00:00.000Z'],
  ['2026-05-04T03:04:05', '2026-05-04T03:04:05.000Z'],
  ['2026-05-04T03:04:05Z', '2026-05-04T03:04:05.000Z'],
  ['2026-05-04T03:04:05.123Z', '2026-05-04T03:04:05.123Z'],
  ['2026-05-04T03:04:05.123456', '2026-05-04T03:04:05.123Z'],
  ['2026-05-04T03:04:05.123456Z', '2026-05-04T03:04:05.123Z'],
  ['2026-05-04T05:04:05+02:00', '2026-05-04T03:04:05.000Z'],
  ['2026-05-03T22:04:05-05:00', '2026-05-04T03:04:05.000Z'],
  ['2026-05-04Z', '2026-05-04T00:00:00.000Z'],
];

const notDates = ['2026-02-30', 'yesterday', '2026-13-01', '1767225600', '', '2026-05-04T25:00:00'];

describe('dates in queries', () => {
  let hirewire: RunningHirewire;
  let simulator: AshbySimulator;
  let tenant: Tenant;

  before(async () => {
    hirewire = await startHirewire();
    simulator = await hirewire.startSimulator({ candidates: 60, seed: 11 });
    // One on each side of every moment, and one exactly at it.
    const [like] = simulator.state.records.applications.values();
    assert.ok(like);
    for (const [index, moment] of [...new Set(forms.map(([, text]) => text))].entries()) {
      for (const offset of [-1, 0, 1]) {
        simulator.state.insert('applications', {
          ...like,
          id: `${index}-${offset}`,
          createdAt: new Date(Date.parse(moment) + offset).toISOString(),
        });
      }
    }
    tenant = await hirewire.createTenant({ environment: 'production', simulator });
    await hirewire.waitForSync(tenant.integrationId);
  });
  after(() => hirewire.close());

  function listApplications(query: URLSearchParams): Promise<Response> {
    return createCheckedFetch([])(
      `${hirewire.url}/ats/applications?page_size=250&${query.toString()}`,
      {
        headers: {
          authorization: `Bearer ${tenant.apiKey}`,
          'x-integration-id': tenant.integrationId,
        },
      },
    );
  }

  for (const [text, moment] of forms) {
    it(`take ${text}`, async () => {
      const query = new URLSearchParams({ remote_created_after: text });
      const response = await listApplications(query);
      assert.equal(response.status, 200);
      const { data } = (await response.json()) as { data: { results: { remote_id: string }[] } };
      const expected = [...simulator.state.records.applications.values()].filter(
        ({ createdAt }) => Date.parse(createdAt) >= Date.parse(moment),
      );
      assert.deepEqual(remoteIds(data.results), idsOf(expected));
    });
  }

  for (const parameter of ['updated_after', 'remote_created_after']) {
    for (const text of notDates) {
      it(`refuse "${text}" as ${parameter}`, async () => {
        const response = await listApplications(new URLSearchParams({ [parameter]: text }));
        assert.equal(response.status, 400);
        const { error } = (await response.json()) as { error: { code: string; message: string } };
        assert.equal(error.code, 'PLATFORM.INPUT_INVALID');
        assert.match(error.message, new RegExp(parameter));
      });
    }
  }
});
