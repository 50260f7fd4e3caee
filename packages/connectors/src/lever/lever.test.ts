import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createDryRunClient,
  createLocalLimiter,
  createTestClock,
  silentLog,
} from '@hirewire/connector-kit';
import { lever } from './index.ts';

test('every region has an address of its own, and global is the default', () => {
  const addressOf = (region?: string): string =>
    lever.remote.baseUrl(lever.credentials.schema.parse({ api_key: 'a key', region }));
  assert.equal(addressOf(), 'https://api.lever.co/v1');
  assert.equal(addressOf('eu'), 'https://api.eu.lever.co/v1');
  assert.equal(addressOf('sandbox'), 'https://api.sandbox.lever.co/v1');
  assert.throws(() => addressOf('mars'));
});

test('a body keeps its nulls: to take a rejection back is the reason null', async () => {
  const clock = createTestClock('2026-03-20T00:00:00.000Z');
  const client = createDryRunClient({
    declaration: lever.remote,
    credentials: { api_key: 'a key', region: 'global' },
    limiter: createLocalLimiter(clock),
    clock,
    log: silentLog,
    signal: new AbortController().signal,
  });
  const path = '/opportunities/o-1/archived';
  await client.request({ method: 'PUT', path, json: { reason: null } });
  assert.deepEqual(client.planned[0]?.body, { reason: null });
});
