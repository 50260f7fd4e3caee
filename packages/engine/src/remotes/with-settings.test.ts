import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteDeclaration } from '@hirewire/connector-kit';
import { withSettings } from './with-settings.ts';

const declaration: RemoteDeclaration<unknown> = {
  baseUrl: () => 'https://api.example.com',
  authenticate: () => ({ type: 'bearer', token: 'a token' }),
  errors: [],
  limit: {
    requests: 40,
    windowMs: 2000,
    concurrency: 8,
    source: 'https://docs.example.com',
    routes: [
      {
        name: 'people',
        route: /people/,
        requests: 10,
        windowMs: 1000,
        source: '',
        isGeneral: true,
      },
      { name: 'apply', route: /apply/, requests: 2, windowMs: 1000, source: '' },
    ],
  },
};

test('a limit that a customer was granted replaces the general one, in all and of each route', () => {
  const { limit } = withSettings(declaration, { requests_per_second: 60 }).declaration;
  assert.deepEqual([limit.requests, limit.windowMs, limit.concurrency], [60, 1000, 8]);
  assert.deepEqual(
    limit.routes?.map(({ name, requests }) => [name, requests]),
    [
      ['people', 30],
      ['apply', 2],
    ],
  );
});

test('without a granted limit, the declared ones stay', () => {
  assert.equal(withSettings(declaration, {}).declaration, declaration);
});
