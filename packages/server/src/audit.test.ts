import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clientOperations } from '@hirewire/contract';
import type { AuditEvent, Operation } from '@hirewire/contract';
import { listWebhookEndpoints } from '@hirewire/store';
import { failWrites, findColumnsWith } from '@hirewire/store/testing';

import { succeed } from './testing/fake-ats.ts';
import { callApi, type TestAnswer } from './testing/call-api.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';

const nobody = '1'.repeat(24);

describe('the audit log', () => {
  let fake: FakeApi;
  before(async () => {
    fake = await startFakeApi({ allowedNetworks: ['127.0.0.0/8'] });
    fake.fake.answer = () => succeed({});
  });
  after(() => fake.close());

  function ask(
    method: string,
    path: string,
    more: { body?: unknown; key?: string; headers?: Record<string, string> } = {},
  ): Promise<TestAnswer> {
    const { body, key = fake.key, headers } = more;
    const text = body === undefined ? undefined : JSON.stringify(body);
    return callApi(fake.api, {
      method,
      path,
      headers: {
        authorization: `Bearer ${key}`,
        'x-integration-id': fake.integrationId,
        // Node leaves it out of a DELETE.
        ...(text !== undefined && {
          'content-type': 'application/json',
          'content-length': String(text.length),
        }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    });
  }

  async function list(query = ''): Promise<{ results: AuditEvent[]; has_more: boolean }> {
    const { json, status } = await ask('GET', `/hirewire/v1/audit-events${query}`);
    assert.equal(status, 200);
    return (json as { data: { results: AuditEvent[]; has_more: boolean } }).data;
  }

  const newest = async (): Promise<AuditEvent | undefined> => (await list('?limit=1')).results[0];

  it('says who did what to which, and what came of it, without a word of a client', async () => {
    const url = 'https://example.com/quibblethwaite';
    const created = await ask('POST', '/hirewire/v1/webhooks', {
      body: { url, description: 'Quibblethwaite' },
    });
    const { data } = created.json as { data: { id: string } };
    const entry = await newest();
    assert.deepEqual(
      { ...entry, id: null, occurred_at: null, actor: null },
      {
        id: null,
        occurred_at: null,
        actor: null,
        operation: 'create-webhook-endpoint',
        integration_id: null,
        target_ids: { created_id: data.id },
        is_dry_run: false,
        outcome: 'SUCCEEDED',
      },
    );
    await ask('DELETE', `/hirewire/v1/webhooks/${data.id}`);
    assert.deepEqual((await newest())?.target_ids, { webhook_id: data.id });
    await ask('DELETE', '/hirewire/v1/webhooks/quibblethwaite@example.com');
    assert.deepEqual([(await newest())?.target_ids, (await newest())?.outcome], [{}, 'REFUSED']);
    const found = await findColumnsWith(fake.api.database.pool, 'quibblethwaite');
    assert.deepEqual(
      found.filter((place) => place.startsWith('store.audit_events.')),
      [],
    );
  });

  it('notes dry runs as such, and what a key was refused', async () => {
    await ask('POST', '/hirewire/v1/erasures', {
      body: { email_address: 'ada@example.com', dry_run: true },
    });
    assert.deepEqual(
      [(await newest())?.operation, (await newest())?.is_dry_run],
      ['create-erasure', true],
    );
    const reader = await fake.api.createKey('Acme (Prod)', { scopes: ['read'] });
    const refused = await ask('POST', '/hirewire/v1/erasures', {
      key: reader.key,
      body: { email_address: 'ada@example.com', confirm: true },
    });
    assert.equal(refused.status, 403);
    const entry = await newest();
    assert.ok(entry);
    assert.deepEqual(entry.actor, { type: 'API_KEY', id: reader.id, name: entry.actor.name });
    assert.equal(entry.outcome, 'REFUSED');
  });

  it('has an entry for every operation that changes something, and for no other', async () => {
    const changing: string[] = [];
    const isDeletion = ({ method, path }: Operation): number =>
      method === 'DELETE' && path === '/integrations/{integration_id}' ? 1 : 0;
    const all: readonly Operation[] = clientOperations;
    // What deletes the integration goes last.
    for (const operation of all.toSorted((a, b) => isDeletion(a) - isDeletion(b))) {
      const { method, basePath, path, id } = operation;
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        name === 'integration_id' ? fake.integrationId : nobody,
      );
      const last = (await newest())?.id;
      const changes = method !== 'GET';
      await ask(method, basePath + filled, changes ? { body: {} } : {});
      // Without the integration, nothing else of it can be asked for.
      const entry = await newest();
      if (!changes) {
        assert.equal(entry?.id, last, id);
        continue;
      }
      changing.push(id);
      assert.equal(entry?.operation, id);
      assert.notEqual(entry.id, last, id);
      assert.ok(entry.outcome !== null && entry.actor.type === 'API_KEY', id);
      if (path.includes('{integration_id}') || operation.integrationHeader) {
        assert.equal(entry.integration_id, fake.integrationId, id);
      }
    }
    assert.ok(changing.length > 30, `only ${changing.length} operations were called`);
  });

  it('has all that is done: what cannot be noted is refused, and nothing changes', async (test) => {
    const other = await startFakeApi({ allowedNetworks: ['127.0.0.0/8'] });
    test.after(() => other.close());
    const create = (): Promise<TestAnswer> =>
      callApi(other.api, {
        method: 'POST',
        path: '/hirewire/v1/webhooks',
        headers: { authorization: `Bearer ${other.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ url: 'https://example.com/' }),
      });
    const count = async (): Promise<number> => {
      const environmentId = (await other.findIntegration()).environmentId;
      return (await listWebhookEndpoints(other.api.database, environmentId)).length;
    };
    const { pool } = other.api.database;
    await failWrites(pool, { table: 'audit_events', how: 'update' });
    assert.equal((await create()).status, 200);
    assert.ok(other.api.logLines.some((line) => line.includes('audit.end.failed')));
    assert.equal(await count(), 1);
    await failWrites(pool, { table: 'audit_events', how: 'insert' });
    assert.equal((await create()).status, 500);
    assert.equal(await count(), 1);
  });
});
