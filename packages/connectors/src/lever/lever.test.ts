import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createDryRunClient,
  createLocalLimiter,
  createTestClock,
  silentLog,
} from '@hirewire/connector-kit';
import { testConnector } from '@hirewire/connector-kit/conformance';
import { leverScenarios, startLeverSimulator } from '@hirewire/simulators';
import type { LeverSimulator } from '@hirewire/simulators';
import { lever } from './index.ts';
import { formCall, teamCall } from './read/job-details.ts';

testConnector<LeverSimulator>({
  connector: lever,
  name: 'Lever',
  start: () => startLeverSimulator({ candidates: 40, limits: { pageSize: 15 } }),
  scenarios: leverScenarios,
  gaps: [
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers a date, and Lever can compare with any date.',
    },
  ],
  sideCalls: [
    { model: 'jobs', matching: '/stages', fields: ['stages'] },
    { model: 'jobs', matching: '/apply', fields: formCall.fields },
    { model: 'jobs', matching: '/users', fields: teamCall.fields },
    {
      model: 'applications',
      matching: '/stages',
      fields: ['current_stage_index'],
      missedByDelta: 'It is rare, and every application would be read again for it.',
    },
    {
      model: 'applications',
      matching: '/archive_reasons',
      fields: ['outcome', 'rejection_reason_name', 'rejected_at'],
      missedByDelta: 'It is rare, and every application would be read again for it.',
    },
    { model: 'interviews', matching: '/interviews', fields: [] },
    { model: 'offers', matching: '/offers', fields: [] },
    { model: 'notes', matching: '/notes', fields: [] },
    { model: 'scorecards', matching: '/feedback', fields: [] },
  ],
});

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
