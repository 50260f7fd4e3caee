import { moveApplicationToStage, readModels } from '@hirewire/contract';
import { findIntegration, findLastPosition } from '@hirewire/store';
import { findTablesWith, listStaleRows } from '@hirewire/store/testing';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { isExpired, isNothing, listSchemas, told, undated } from '../testing/look-at-records.ts';
import { addMarkedRecords, mark } from '../testing/marked-records.ts';
import { addCandidate, addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const id = 'pretend:one';
const fields = readModels.flatMap((model) =>
  model.switchableFields.map((field) => `${model.id}.${field}`),
);

describe('disabled fields', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine({ isRemoteDataEnabled: true });
    addMarkedRecords(test.ats.remote);
    await test.sync();
  });
  afterEach(() => test.close());

  it('are null or empty at the next sync, on a wire that still keeps its promises', async () => {
    await test.engine.changeScope(id, { disable: fields });
    assert.equal((await test.sync('DELTA')).state, 'SUCCEEDED');
    const everything = await test.everything();
    for (const { id: readModel, switchableFields } of readModels) {
      for (const record of recordsOf(everything, readModel)) {
        for (const field of switchableFields) {
          const value = valueAt(record, field);
          assert.ok(isNothing(value), `${readModel}.${field} is ${JSON.stringify(value)}`);
        }
      }
    }
    for (const [model, schema] of Object.entries(listSchemas)) {
      for (const record of everything[model] ?? []) {
        schema.parse(record);
        assert.equal(record['remote_data'], null, model);
      }
    }
    assert.deepEqual(await findTablesWith(test.database.pool, '‹'), []);
    assert.deepEqual(await listStaleRows(test.database, id), []);
  });

  it('are nowhere in the database, whichever they are, while all others stay, and come back', async () => {
    const before = await test.everything();
    const known = fields.filter((name) => JSON.stringify(before).includes(mark(name)));
    assert.ok(known.length > 30, 'few fields are marked');
    await fc.assert(
      fc.asyncProperty(fc.subarray(fields), async (disabled) => {
        await test.engine.changeScope(id, { disable: disabled });
        await test.sync('DELTA');
        const shown = JSON.stringify(await test.everything());
        for (const name of known) {
          const isDisabled = disabled.includes(name);
          assert.equal(shown.includes(mark(name)), !isDisabled, name);
          if (isDisabled)
            assert.deepEqual(await findTablesWith(test.database.pool, mark(name)), []);
        }
        assert.deepEqual(await listStaleRows(test.database, id), []);
        await test.engine.changeScope(id, { enable: disabled });
        await test.sync('DELTA');
        assert.deepEqual(undated(await test.everything()), undated(before));
      }),
      { numRuns: 8 },
    );
  });

  it('change the records that show them, and are told as changes', async () => {
    const before = await test.everything();
    const position = await findLastPosition(test.database.pool, id);
    const start = new Date();
    await test.engine.changeScope(id, { disable: ['ats_candidates.title'] });
    assert.deepEqual(await test.everything(), before, 'nothing changes before the next sync');
    assert.equal(await isExpired(test), true);
    await test.sync('DELTA');
    assert.equal(await isExpired(test), false);
    assert.deepEqual(await told(test, position), [
      'applications updated sync',
      'candidates updated sync',
    ]);
    const [candidate, ...others] = await test.list('candidates', { updatedAfter: start });
    assert.deepEqual(others, []);
    assert.equal(candidate?.['title'], null);
    assert.ok(candidate.changed_at > (before['candidates']?.[0]?.changed_at ?? ''));
    assert.deepEqual((await test.everything())['jobs'], before['jobs']);
  });

  it('are not left in records that are gone, which cannot be read again', async () => {
    addCandidate(test.ats.remote, 1);
    await test.sync();
    for (const gone of ['candidate', 'c1']) {
      test.ats.remote.delete('candidates', gone);
      // One before the choice, one at the sync that carries it out.
      if (gone === 'candidate') await test.sync();
      else await test.engine.changeScope(id, { disable: ['ats_candidates.company'] });
    }
    const named = await test.list('candidates', { includeDeleted: true });
    assert.equal(named.filter((record) => record['last_name'] !== null).length, 2);
    await test.sync();
    assert.deepEqual(await findTablesWith(test.database.pool, mark('ats_candidates.company')), []);
    const emptied = await test.list('candidates', { includeDeleted: true });
    assert.deepEqual(
      emptied.map((record) => [record.remote_deleted_at !== null, record['last_name']]),
      [true, true].map((isGone) => [isGone, null]),
    );
    assert.equal(await isExpired(test), false);
  });

  it('are known to be shown as long as records may be there that could not be read', async () => {
    addSampleRecords(test.ats.remote, 30);
    await test.sync();
    await test.engine.changeScope(id, { disable: ['ats_candidates.first_name'] });
    const kept = [...test.ats.remote.records.candidates.values()];
    test.ats.remote.records.candidates.clear();
    assert.equal((await test.sync('DELTA')).state, 'PARTIALLY_FAILED');
    assert.equal(await isExpired(test), true);
    for (const candidate of kept) test.ats.remote.put('candidates', candidate);
    assert.equal((await test.sync('DELTA')).state, 'SUCCEEDED');
    assert.equal(await isExpired(test), false);
    assert.deepEqual(await findTablesWith(test.database.pool, 'Zoë'), []);
    assert.equal((await test.list('candidates')).length, 31);
  });

  async function move(application_id: string, stage_id: string): Promise<void> {
    const integration = await findIntegration(test.database, id);
    assert.ok(integration);
    const acted = await test.runAction({
      integration,
      operation: moveApplicationToStage,
      input: { path: { application_id }, body: { stage_id } },
    });
    assert.deepEqual(JSON.parse(acted.body), { status: 'success', data: {}, warnings: [] });
    assert.equal(acted.status, 200);
  }

  it('are not read back by an action either', async () => {
    await test.engine.changeScope(id, {
      disable: ['ats_applications.rejection_reason_name', 'ats_applications.custom_fields'],
    });
    await test.sync();
    const [application] = await test.list('applications');
    assert.ok(application);
    const [stage] = await test.list('application_stages');
    await move(application.id, String(stage?.id));
    const [moved] = await test.list('applications');
    assert.deepEqual([moved?.['rejection_reason_name'], moved?.['custom_fields']], [null, null]);
    assert.equal(moved?.['outcome'], 'DECLINED');
    assert.deepEqual(
      await findTablesWith(test.database.pool, mark('ats_applications.rejection_reason_name')),
      [],
    );
  });
});

/** Records of a read model; those that live inside jobs, too. */
function recordsOf(everything: Record<string, WireRecord[]>, readModel: string): WireRecord[] {
  const name = readModel.replace('ats_', '');
  if (name in listSchemas) return everything[name] ?? [];
  return (everything['jobs'] ?? []).flatMap((job) => job[name] as WireRecord[]);
}

function valueAt(record: object, field: string): unknown {
  return field
    .split('.')
    .reduce((value: unknown, key) => (value as Record<string, unknown> | null)?.[key], record);
}
