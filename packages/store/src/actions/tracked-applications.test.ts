import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestDatabase } from '../testing/index.ts';
import { keepTracked, trackApplication } from './tracked-applications.ts';
import { recordId } from '@hirewire/contract';

const integrationId = 'ashby:one';

test('an application is tracked once: what was known first stays, and only for its integration', async () => {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  try {
    const application = { integrationId, remoteId: 'a1', trackedAt: null };
    await trackApplication(database, { ...application, origin: 'IMPORTED' });
    await trackApplication(database, {
      ...application,
      origin: 'CREATED',
      trackedAt: new Date(0),
    });
    const { rows } = await database.pool.query(
      'select origin, tracked_at from store.tracked_applications',
    );
    assert.deepEqual(rows, [{ origin: 'IMPORTED', tracked_at: null }]);
    const row = { id: recordId(integrationId, 'applications', 'a1'), columns: {} };
    const page = { integrationId, model: 'applications' } as const;
    assert.deepEqual(await keepTracked(database, page, [row]), [row]);
    const elsewhere = { ...page, integrationId: 'ashby:two' };
    assert.deepEqual(await keepTracked(database, elsewhere, [row]), []);
  } finally {
    await testDatabase.drop();
  }
});
