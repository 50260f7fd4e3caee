import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { byModel, modelNames } from '@hirewire/contract';
import { readView } from '@hirewire/store/testing';
import { purgeDeleted } from '../maintenance/purge-deleted.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

/** The view of each list, and what the contract says that its records have. */
const views = byModel(({ name, wire }) => ({
  view: name === 'application_stages' ? 'stages' : name,
  fields: Object.keys(wire.shape),
}));

/** What a view has beside the fields of the record. */
const besides = new Set(['integration_id', 'updated_at', 'is_deleted', 'purged_at', 'record']);

/** What is in the whole record alone: the shape of it is the tool's. */
const onlyInRecord = new Set(['integration_fields', 'remote_data']);

describe('the views for users of SQL', () => {
  let test: TestEngine;
  before(async () => {
    test = await startTestEngine();
    const { remote } = test.ats;
    addSampleRecords(remote, 12);
    const candidate = remote.records.candidates.get('c3');
    assert.ok(candidate);
    remote.put('candidates', { ...candidate, title: 'a "b" \\ 🎈\u0000', confidential: true });
    const job = remote.records.jobs.get('j1');
    assert.ok(job);
    remote.put('jobs', {
      ...job,
      weekly_hours: 38.5,
      salary_amount: 0.1,
      location: { city: 'Ålesund', country: 'NO' },
      opened_at: '2026-01-02T03:04:05.678Z',
    });
    await test.sync();
    remote.delete('candidates', 'c0');
    remote.delete('applications', 'a1');
    remote.delete('interviews', 'i0');
    await test.sync();
    await purgeDeleted(
      { database: test.database, retention: { deletedRecordDays: 0 } },
      new AbortController().signal,
    );
    remote.delete('candidates', 'c2');
    await test.sync();
  });
  after(() => test.close());

  for (const model of modelNames) {
    const { view, fields: all } = views[model];
    it(`hirewire.${view} shows what the list of ${model} shows`, async () => {
      const listed = await test.list(model, { includeDeleted: true });
      const rows = await readView(test.database.pool, view, test.integration.id);
      assert.ok(rows.length > 0);
      assert.deepEqual(
        rows.map(({ record }) => record),
        listed,
      );
      const fields = all.filter((field) => !onlyInRecord.has(field));
      for (const [index, row] of rows.entries()) {
        const columns = Object.keys(row).filter((column) => !besides.has(column));
        assert.deepEqual(columns.toSorted(), fields.toSorted(), 'columns');
        for (const field of fields) {
          assert.deepEqual(plain(row[field]), listed[index]?.[field] ?? null, field);
        }
        assert.equal(row['is_deleted'], listed[index]?.remote_deleted_at !== null);
        assert.ok(row['updated_at'] instanceof Date);
      }
    });
  }

  it('tell the living from the deleted and from the emptied', async () => {
    const rows = await readView(test.database.pool, 'candidates', test.integration.id);
    const states = rows.map(({ remote_id: remoteId, is_deleted: isDeleted, purged_at: purgedAt }) =>
      isDeleted ? `${String(remoteId)} ${purgedAt === null ? 'deleted' : 'emptied'}` : 'living',
    );
    assert.deepEqual(states.filter((state) => state !== 'living').toSorted(), [
      'c0 emptied',
      'c2 deleted',
    ]);
  });

  it('hirewire.changes shows the change feed', async () => {
    const rows = await readView(test.database.pool, 'changes', test.integration.id);
    const positions = rows.map(({ position }) => Number(position)).toSorted((a, b) => a - b);
    assert.deepEqual(
      positions,
      Array.from({ length: rows.length }, (_, index) => index + 1),
    );
    assert.ok(rows.some(({ change, cause }) => change === 'deleted' && cause === 'purge'));
  });
});

/** A value of the driver as JSON has it. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  // PostgreSQL's numeric arrives as text.
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return value;
}
