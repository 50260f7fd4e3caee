import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KomboAtsError } from '@kombo-api/sdk/models/errors';
import { createOfficialSdk, listPages, remoteIds } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

/** Every pause but those that the server asks for is short. */
const retry_config = {
  strategy: 'backoff',
  backoff: { initialInterval: 1, maxInterval: 5_000, exponent: 1, maxElapsedTime: 20_000 },
} as const;

/** A gateway in front of Hirewire that turns away the first requests as one too busy would. */
async function startBusyGateway(
  target: string,
  refusals: { times: number; retryAfter: string },
): Promise<{ url: string; arrivals: number[]; server: Server }> {
  const arrivals: number[] = [];
  const server = createServer((request, response) => {
    arrivals.push(performance.now());
    if (arrivals.length <= refusals.times) {
      response.writeHead(429, {
        'content-type': 'application/json',
        'retry-after': refusals.retryAfter,
      });
      const error = {
        code: 'PLATFORM.RATE_LIMIT_EXCEEDED',
        title: 'Too many requests',
        message: 'Come back later.',
        log_url: null,
      };
      response.end(JSON.stringify({ status: 'error', error }));
      return;
    }
    const url = `${target}${request.url}`;
    void forward(url, request.headers).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, arrivals, server };
}

async function forward(url: string, headers: NodeJS.Dict<string | string[]>) {
  const { authorization, 'x-integration-id': integrationId } = headers;
  const response = await fetch(url, {
    headers: { authorization: String(authorization), 'x-integration-id': String(integrationId) },
  });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: await response.text() };
}

describe('rate limits and the official TypeScript SDK', () => {
  const limit = 8;
  let hirewire: RunningHirewire;
  let tenant: Tenant;
  let other: Tenant;

  before(async () => {
    hirewire = await startHirewire({ rateLimitPerMinute: limit });
    const simulator = await hirewire.startSimulator({ candidates: 20, seed: 9 });
    tenant = await hirewire.createTenant({ environment: 'production', simulator });
    other = await hirewire.createTenant({ environment: 'staging', simulator });
    await hirewire.waitForSync(tenant.integrationId);
    await hirewire.waitForSync(other.integrationId);
  });
  after(() => hirewire.close());

  it('a refused request is sent again after the pause that Retry-After asks for', async () => {
    const gateway = await startBusyGateway(hirewire.url.replace(/\/v1$/, ''), {
      times: 2,
      retryAfter: '1',
    });
    try {
      const sdk = createOfficialSdk(gateway.url, other, { retry_config });
      const pages = await listPages(sdk.kombo, 'candidates', { page_size: 15 });
      assert.equal(remoteIds(pages.flat()).length, 20);
      assert.equal(gateway.arrivals.length, 2 + 2, 'two refusals, two pages');
      const [first = 0, second = 0, third = 0] = gateway.arrivals;
      assert.ok(second - first >= 990, `waited ${second - first} ms`);
      assert.ok(third - second >= 990, `waited ${third - second} ms`);
    } finally {
      gateway.server.close();
    }
  });

  it('a client that does not retry gets a KomboAtsError', async () => {
    const sdk = createOfficialSdk(hirewire.url, tenant);
    for (let sent = 0; sent < limit; sent += 1) await sdk.kombo.ats.getTags();
    const failure = await sdk.kombo.ats.getTags().catch((error: unknown) => error);
    assert.ok(failure instanceof KomboAtsError, String(failure));
    assert.equal(failure.error.code, 'PLATFORM.RATE_LIMIT_EXCEEDED');
    assert.equal(failure.statusCode, 429);
    const retryAfter = Number(failure.headers.get('retry-after'));
    assert.ok(Number.isInteger(retryAfter) && retryAfter >= 1 && retryAfter <= 60, 'retry-after');

    const counts = sdk.exchanges.map(({ headers }) => [
      headers.get('ratelimit-limit'),
      headers.get('ratelimit-remaining'),
    ]);
    const remaining = Array.from({ length: limit }, (_, sent) => limit - 1 - sent);
    assert.deepEqual(
      counts,
      [...remaining, 0].map((left) => [String(limit), String(left)]),
    );
    const reset = Number(sdk.exchanges.at(-1)?.headers.get('ratelimit-reset'));
    assert.ok(reset >= 1 && reset <= 60, `ratelimit-reset ${reset}`);
  });

  it('one key that has used up its requests leaves the others theirs', async () => {
    const { kombo } = createOfficialSdk(hirewire.url, other);
    assert.ok((await kombo.ats.getTags()).result.data.results.length > 0);
  });

  it('the limit counts for every operation of a key', async () => {
    const { kombo } = createOfficialSdk(hirewire.url, tenant);
    await assert.rejects(kombo.general.checkApiKey(), { statusCode: 429 });
  });
});
