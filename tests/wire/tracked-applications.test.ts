import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { recordId } from '@hirewire/contract';
import type { Kombo } from '@kombo-api/sdk';
import { KomboAtsError } from '@kombo-api/sdk/models/errors';
import { createOfficialSdk } from './official-sdk.ts';
import { type RunningHirewire, startHirewire } from './start-hirewire.ts';
import { createTrackedTool } from './tracked-tool.ts';

type Request = Parameters<Kombo['ats']['importTrackedApplication']>[0];

const forms: [tool: string, ids: Record<string, string>, remoteId: string][] = [
  [
    'erecruiter',
    { id_type: 'application_and_job_remote_ids', application_remote_id: 'a1', job_remote_id: 'j1' },
    'a1/j1',
  ],
  [
    'erecruiter',
    {
      id_type: 'application_and_candidate_remote_ids',
      candidate_remote_id: 'c1',
      application_remote_id: 'a1',
    },
    'c1/a1',
  ],
  [
    'successfactors',
    { id_type: 'application_remote_id', application_remote_id: '1224042' },
    '1224042',
  ],
  ['recruitee', { id_type: 'placement_id', placement_id: 'p1' }, 'p1'],
  ['greenhouse', { id_type: 'application_id', application_id: 'g1' }, 'g1'],
  ['greenhousev3', { id_type: 'application_id', application_id: 'g3' }, 'g3'],
  ['onlyfy', { id_type: 'application_id', application_id: 'o1' }, 'o1'],
  [
    'smartrecruiters',
    { id_type: 'candidate_and_job_remote_ids', candidate_remote_id: 'c1', job_remote_id: 'j1' },
    'c1/j1',
  ],
];

describe('importTrackedApplication of the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  before(async () => {
    const tools = new Set(forms.map(([tool]) => tool));
    hirewire = await startHirewire({ extraConnectors: [...tools].map(createTrackedTool) });
  });
  after(() => hirewire.close());

  async function connect(tool: string) {
    const simulator = await hirewire.startSimulator({ candidates: 1 });
    const tenant = await hirewire.createTenant({ environment: 'production', simulator, tool });
    return { tenant, kombo: createOfficialSdk(hirewire.url, tenant).kombo };
  }

  for (const [tool, ids, remoteId] of forms) {
    it(`takes the ids of ${tool} by ${ids['id_type']} and echoes them`, async () => {
      const { tenant, kombo } = await connect(tool);
      const tracked_at = new Date('2026-04-12T14:33:47Z');
      const request = { tracked_at, [tool]: ids } as unknown as Request;
      const { data, warnings } = await kombo.ats.importTrackedApplication(request);
      assert.equal(data.id, recordId(tenant.integrationId, 'applications', remoteId));
      assert.deepEqual(data.tracked_at, tracked_at);
      assert.deepEqual(data.imported_id[tool as keyof typeof data.imported_id], ids);
      assert.deepEqual(warnings, []);
      const again = await kombo.ats.importTrackedApplication({ ...request, tracked_at: null });
      assert.equal(again.data.id, data.id);
      assert.equal(again.data.tracked_at, null);
    });
  }

  it('refuses the ids of another tool, and names both', async () => {
    const { kombo } = await connect('onlyfy');
    const failure = await kombo.ats
      .importTrackedApplication({
        tracked_at: null,
        greenhouse: { id_type: 'application_id', application_id: '1' },
      })
      .catch((error: unknown) => error);
    assert.ok(failure instanceof KomboAtsError, String(failure));
    assert.equal(failure.error.code, 'PLATFORM.INPUT_INVALID');
    assert.match(failure.error.message, /those of greenhouse, but .* one of onlyfy/);
  });
});
