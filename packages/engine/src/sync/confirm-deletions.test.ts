import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ModelName } from '@hirewire/connector-kit';
import type { Database } from '@hirewire/store';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import { confirmDeletions } from './confirm-deletions.ts';
import type { ModelSync } from './model-sync.ts';

describe('what a full read did not have', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
  });
  afterEach(() => test.close());

  const untouched = new Proxy({} as Database, {
    get: () => assert.fail('The database was asked for something.'),
  });
  const syncOf = (model: ModelName, connector = test.ats.connector) =>
    ({ connector, modelOfRun: { model }, database: untouched }) as ModelSync;

  it('costs no transaction where the connector reads no single record, or makes it of the id', async () => {
    await confirmDeletions(syncOf('tags'), ['t1', 't2']);
    const ofIds = { ...test.ats.connector, madeOfIds: ['applications'] as const };
    await confirmDeletions(syncOf('applications', ofIds), ['a1']);
  });
});
