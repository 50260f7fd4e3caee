import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { moveApplicationToStage, recordId } from '@hirewire/contract';
import { findIntegration } from '@hirewire/store';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const nested = (levels: number): Json =>
  JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

describe('a record that is nested too deep', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine({ isRemoteDataEnabled: true });
    addSampleRecords(test.ats.remote, 3);
  });
  afterEach(() => test.close());

  for (const levels of [4000, 100_000]) {
    it(`costs that value and nothing else, with ${levels} levels`, async () => {
      const application = test.ats.remote.records.applications.get('a0');
      assert.ok(application);
      test.ats.remote.put('applications', {
        ...application,
        remote_data: { '/raw': nested(levels) },
        custom_fields: { deep: nested(levels), plain: 1 },
      });
      const run = await test.sync();
      assert.equal(run.state, 'SUCCEEDED');
      const issues = run.issues.map(({ model, field, count }) => `${model}.${field} ${count}`);
      assert.deepEqual(issues.toSorted(), [
        'applications.custom_fields 1',
        'applications.remote_data 1',
      ]);
      const applications = await test.list('applications');
      assert.equal(applications.length, 3);
      const shown = applications.find(({ remote_id }) => remote_id === 'a0');
      assert.deepEqual([shown?.['remote_data'], shown?.['custom_fields']], [null, null]);
      assert.equal(shown?.['outcome'], 'PENDING');
    });
  }

  it('is read back after an action like any other', async () => {
    await test.sync();
    const application = test.ats.remote.records.applications.get('a0');
    assert.ok(application);
    test.ats.remote.put('applications', { ...application, remote_data: { '/raw': nested(4000) } });
    const integration = await findIntegration(test.database, test.integration.id);
    assert.ok(integration);
    const { status, body } = await test.runAction({
      integration,
      operation: moveApplicationToStage,
      input: {
        path: { application_id: recordId(integration.id, 'applications', 'a0') },
        body: { stage_id: recordId(integration.id, 'application_stages', 's2') },
      },
    });
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(body), { status: 'success', data: {}, warnings: [] });
  });
});
