import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connector } from '@hirewire/connector-kit';
import { startTestApi } from './testing/start-test-api.ts';
import { createTestConnector } from './testing/test-connector.ts';

test('a vendor gets back the header of its handshake, and the answer that it wants', async () => {
  const connector: Connector = {
    ...createTestConnector({ tool: 'greeting' }),
    webhooks: {
      isHandMade: true,
      success: { status: 202, headers: { 'x-taken': 'yes' } },
      receive: ({ headers }, secret) => (headers['x-secret'] === secret ? [] : null),
      handshake({ headers }) {
        const secret = headers['x-hook-secret'];
        return secret === undefined ? null : { 'x-hook-secret': secret };
      },
    },
  };
  const api = await startTestApi({ extraConnectors: [connector] });
  try {
    const id = await api.createIntegration({
      environment: 'one',
      tool: 'greeting',
      isSynced: false,
    });
    const made = await api.engine.describeHandMadeWebhook(id, api.url);
    assert.ok(made?.secret);
    const post = (headers: Record<string, string>) =>
      fetch(made.url, { method: 'POST', headers, body: '{}' });
    const greeted = await post({ 'x-hook-secret': 'greetings' });
    assert.equal(greeted.status, 200);
    assert.equal(greeted.headers.get('x-hook-secret'), 'greetings');
    const delivered = await post({ 'x-secret': made.secret });
    assert.equal(delivered.status, 202);
    assert.equal(delivered.headers.get('x-taken'), 'yes');
    assert.equal(delivered.headers.get('x-hook-secret'), null);
    assert.equal((await post({ 'x-secret': 'wrong' })).status, 401);
  } finally {
    await api.close();
  }
});
