import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { Hirewire, syncChanges, type ModelName, type Watermarks } from '@hirewire/sdk';
import type { AshbySimulator } from '@hirewire/simulators';
import fc from 'fast-check';
import { hasFewNotes } from '../faults/change-vendor.ts';
import { type RunningHirewire, startHirewire, type Tenant } from '../wire/start-hirewire.ts';

const models = ['applications', 'candidates', 'jobs', 'tags'] as const satisfies ModelName[];
type Model = (typeof models)[number];

/** What a user's own database would be: records by id, and the watermarks. */
interface Mirror {
  records: Record<Model, Map<string, unknown>>;
  watermarks: Watermarks | null;
}

const emptyMirror = (): Mirror => ({
  records: { applications: new Map(), candidates: new Map(), jobs: new Map(), tags: new Map() },
  watermarks: null,
});

describe('syncChanges', () => {
  let hirewire: RunningHirewire;
  let ashby: AshbySimulator;
  let tenant: Tenant;
  let client: Hirewire;

  before(async () => {
    hirewire = await startHirewire();
    ashby = await hirewire.startSimulator({ candidates: 40, seed: 3 });
    tenant = await hirewire.createTenant({ environment: 'production', simulator: ashby });
    await hirewire.waitForSync(tenant.integrationId);
    client = new Hirewire({
      server_url: hirewire.url,
      api_key: tenant.apiKey,
      integration_id: tenant.integrationId,
    });
  });
  after(() => hirewire.close());

  /** One call; from the nth page on, what stores records fails. */
  async function update(
    mirror: Mirror,
    { page_size = 250, failAt = Infinity } = {},
  ): Promise<void> {
    let pages = 0;
    await syncChanges(client, {
      models,
      page_size,
      overlap_ms: 0,
      load: () => mirror.watermarks,
      save: (watermarks) => void (mirror.watermarks = watermarks),
      apply({ model, records }) {
        pages += 1;
        if (pages >= failAt) throw new Error('the disk is full');
        for (const record of records) {
          if (record.remote_deleted_at === null) mirror.records[model].set(record.id, record);
          else mirror.records[model].delete(record.id);
        }
      },
      complete({ model, ids }) {
        for (const id of mirror.records[model].keys()) {
          if (!ids.has(id)) mirror.records[model].delete(id);
        }
      },
    });
  }

  async function assertWhole(mirror: Mirror): Promise<void> {
    const { ats } = client;
    const whole = {
      applications: await ats.getApplications().toArray({ limit: Infinity }),
      candidates: await ats.getCandidates().toArray({ limit: Infinity }),
      jobs: await ats.getJobs().toArray({ limit: Infinity }),
      tags: await ats.getTags().toArray({ limit: Infinity }),
    };
    for (const model of models) {
      const expected = Object.fromEntries(whole[model].map((record) => [record.id, record]));
      assert.deepEqual(Object.fromEntries(mirror.records[model]), expected, model);
    }
  }

  /** Something that a recruiter may do. */
  const changes: ((pick: number) => void)[] = [
    () => void ashby.state.addCandidate({ name: 'New Comer' }),
    (pick) => ashby.state.deleteCandidate(someCandidate(pick).id),
    (pick) => ashby.state.updateCandidate(someCandidate(pick).id, { position: `Role ${pick}` }),
  ];
  function someCandidate(pick: number) {
    const { state } = ashby;
    const all = [...state.records.candidates.values()].filter(({ id }) => hasFewNotes(state, id));
    const candidate = all[pick % all.length];
    assert.ok(candidate);
    return candidate;
  }

  it('ends with what the server has, whatever changes and wherever it is interrupted', async () => {
    const step = fc.record({
      change: fc.nat(changes.length - 1),
      pick: fc.nat(1000),
      next: fc.constantFrom('nothing', 'delta', 'full', 'update', 'update', 'interrupted'),
      page_size: fc.constantFrom(1, 7, 250),
      failAt: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const mirror = emptyMirror();
        for (const { change, pick, next, page_size, failAt } of steps) {
          changes[change]?.(pick);
          if (next === 'delta') await hirewire.sync(tenant.integrationId, 'DELTA');
          else if (next === 'full') await hirewire.sync(tenant.integrationId, 'FULL');
          else if (next === 'update') await update(mirror, { page_size: Math.max(page_size, 7) });
          else if (next === 'interrupted') {
            await update(mirror, { page_size: Math.max(page_size, 7), failAt }).catch(
              () => undefined,
            );
          }
        }
        await hirewire.sync(tenant.integrationId, 'FULL');
        await update(mirror);
        await assertWhole(mirror);
      }),
      { numRuns: 6 },
    );
  });

  it('asks only for what is new, and keeps no watermark of what was not applied', async () => {
    const mirror = emptyMirror();
    await update(mirror);
    const kept = { ...mirror.watermarks };
    await assert.rejects(update({ ...mirror, watermarks: null }, { failAt: 1 }), /disk is full/);
    assert.deepEqual(Object.keys(kept).toSorted(), [...models]);
    const asked: string[] = [];
    const watching = new Hirewire({
      server_url: hirewire.url,
      api_key: tenant.apiKey,
      integration_id: tenant.integrationId,
      fetch: (url, init) => {
        asked.push(url);
        return fetch(url, init);
      },
    });
    const load = (): Watermarks => kept;
    await syncChanges(watching, {
      models: ['jobs'],
      load,
      save: () => undefined,
      apply: () => undefined,
    });
    const updatedAfter = new URL(asked[0] ?? '').searchParams.get('updated_after');
    assert.equal(updatedAfter, kept.jobs);
    assert.equal(new URL(asked[0] ?? '').searchParams.get('include_deleted'), 'true');
  });

  it('reads a model whole again after a pause in which deleted records may have been emptied', async () => {
    const mirror = emptyMirror();
    await update(mirror);
    mirror.records.jobs.set('gone', { id: 'gone' });
    mirror.watermarks = { ...mirror.watermarks, jobs: '2020-01-01T00:00:00.000Z' };
    await update(mirror);
    await assertWhole(mirror);
  });

  it('refuses a watermark that is none', async () => {
    const load = (): Watermarks => ({ jobs: 'yesterday' });
    const call = syncChanges(client, {
      models: ['jobs'],
      load,
      save: () => undefined,
      apply: () => undefined,
    });
    await assert.rejects(call, /"yesterday" is no watermark/);
  });
});
