import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { modelNames } from '@hirewire/contract';
import { readView } from '@hirewire/store/testing';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

// https://www.postgresql.org/docs/current/datatype-json.html: jsonb refuses \u0000 and halves of
// surrogate pairs, in names as in values.
const odd = {
  'shirt\0size': 'M\0',
  'cut \ud83d': { 'deep\0': [{ '\udc00': 'half \ud800' }] },
  '\\u0000 as text': '\\u0000 \\\\ud800',
  plain: '🎈',
};
const clean = {
  shirtsize: 'M',
  'cut \ufffd': { deep: [{ '\ufffd': 'half \ufffd' }] },
  '\\u0000 as text': '\\u0000 \\\\ud800',
  plain: '🎈',
};

describe('names of fields that PostgreSQL cannot keep', () => {
  let test: TestEngine;
  before(async () => {
    test = await startTestEngine({ isRemoteDataEnabled: true });
    addSampleRecords(test.ats.remote, 3);
    test.ats.remote.put('candidates', {
      remote_id: 'c0',
      last_name: 'Odd',
      tag_remote_ids: [],
      custom_fields: { ...odd, 'twice\0': 'the odd one', twice: 'the plain one' },
      remote_data: { '/people': odd },
    });
    await test.sync();
  });
  after(() => test.close());

  it('are cleaned as values are, in custom fields and remote data', async () => {
    const [record] = (await test.list('candidates')).filter(
      ({ remote_id: remoteId }) => remoteId === 'c0',
    );
    assert.deepEqual(record?.['custom_fields'], { ...clean, twice: 'the plain one' });
    assert.deepEqual(record?.['remote_data'], { '/people': clean });
  });

  it('break no view, of this integration or of another one', async () => {
    for (const model of modelNames) {
      const view = model === 'application_stages' ? 'stages' : model;
      const rows = await readView(test.database.pool, view, test.integration.id);
      assert.ok(rows.length > 0, view);
    }
    const [row] = await readView(test.database.pool, 'candidates', test.integration.id);
    assert.ok(row?.['record']);
  });
});

describe('values of another type than their field has', () => {
  it('cost the field, and break no view', async () => {
    await using stack = new AsyncDisposableStack();
    const test = await startTestEngine();
    stack.defer(() => test.close());
    addSampleRecords(test.ats.remote, 3);
    const job = test.ats.remote.records.jobs.get('j1');
    assert.ok(job);
    const wrong = { opened_at: 'some day', weekly_hours: 'full', confidential: 'perhaps' };
    test.ats.remote.put('jobs', { ...job, ...(wrong as object) });
    await test.sync();
    const rows = await readView(test.database.pool, 'jobs', test.integration.id);
    const row = rows.find(({ remote_id: remoteId }) => remoteId === 'j1');
    assert.ok(row);
    assert.equal(row['name'], job.name);
    for (const field of Object.keys(wrong)) assert.equal(row[field], null, field);
  });
});
