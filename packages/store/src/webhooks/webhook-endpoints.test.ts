import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findOrCreateEnvironment } from '../environments/environments.ts';
import { createTestDatabase } from '../testing/index.ts';
import { insertWebhookEndpoint, updateWebhookEndpoint } from './webhook-endpoints.ts';

test('an update changes what is given, whatever else the object with the key holds', async () => {
  const { database, ...testDatabase } = await createTestDatabase();
  const { id: environmentId } = await findOrCreateEnvironment(database, { name: 'Test' });
  const made = await insertWebhookEndpoint(
    database,
    { environmentId, url: 'https://a.example', description: 'first', eventTypes: ['data-changed'] },
    () => Buffer.from('sealed'),
  );
  assert.ok(made);
  const disabled = await updateWebhookEndpoint(database, made, { isEnabled: false });
  assert.deepEqual(disabled, { ...made, isEnabled: false });
  const changes = { url: 'https://b.example', description: null, isEnabled: true };
  assert.deepEqual(await updateWebhookEndpoint(database, made, changes), { ...made, ...changes });
  assert.equal(await updateWebhookEndpoint(database, { environmentId, id: 'none' }, {}), null);
  await testDatabase.drop();
});
