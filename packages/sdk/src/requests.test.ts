import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import manifest from '../package.json' with { type: 'json' };
import { Hirewire, type HirewireOptions } from './index.ts';
import { type FakeServer, startFakeServer } from './testing/fake-server.ts';

describe('a call', () => {
  let server: FakeServer;
  before(async () => {
    server = await startFakeServer();
    server.answers.push({});
  });
  beforeEach(() => void server.received.splice(0));
  after(() => server.close());

  it('names its key, its integration and its sender', async () => {
    await server.client.ats.getJobs();
    const [request] = server.received;
    assert.equal(request?.headers.authorization, 'Bearer hw_secret');
    assert.equal(request.headers['x-integration-id'], 'ashby:one');
    assert.equal(request.headers.accept, 'application/json');
    assert.equal(request.headers['user-agent'], `hirewire-sdk/${manifest.version}`);
    assert.equal(`${request.method} ${request.url}`, 'GET /v1/ats/jobs');
  });

  it('puts path, query and body parameters where they belong', async () => {
    const { ats, general } = server.client;
    await ats.moveApplicationToStage({ application_id: 'a/b', stage_id: 's' });
    await general.updateIntegrationField({
      integration_id: 'ashby:two',
      integration_field_id: 'f',
      enable_passthrough: true,
    });
    await ats.getApplications({
      outcomes: ['PENDING', 'HIRED'],
      job_ids: ['j 1', 'j&2'],
      updated_after: new Date('2026-01-02T03:04:05.678Z'),
      include_deleted: true,
      page_size: 7,
    });
    await ats.getCandidates({ email: 'ada+test@example.org' });
    await general.deleteIntegration({ integration_id: 'ashby:two' });
    await general.triggerSync();
    assert.deepEqual(
      server.received.map(({ method, url, body }) => ({ method, url, body })),
      [
        { method: 'PUT', url: '/v1/ats/applications/a%2Fb/stage', body: { stage_id: 's' } },
        {
          method: 'PATCH',
          url: '/v1/integrations/ashby%3Atwo/integration-fields/f',
          body: { enable_passthrough: true },
        },
        {
          method: 'GET',
          url:
            '/v1/ats/applications?outcomes=PENDING%2CHIRED&job_ids=j%201%2Cj%262' +
            '&updated_after=2026-01-02T03%3A04%3A05.678Z&include_deleted=true&page_size=7',
          body: undefined,
        },
        {
          method: 'GET',
          url: '/v1/ats/candidates?email=ada%2Btest%40example.org',
          body: undefined,
        },
        { method: 'DELETE', url: '/v1/integrations/ashby%3Atwo', body: {} },
        { method: 'POST', url: '/v1/force-sync', body: {} },
      ],
    );
  });

  it('keeps a value of the path in its place, whatever it is', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('.', '..', '', '../x', '%2e'),
    );
    await fc.assert(
      fc.asyncProperty(value, async (application_id) => {
        server.received.splice(0);
        const call = server.client.ats.getApplicationAttachments({ application_id });
        if (['', '.', '..'].includes(application_id) || !application_id.isWellFormed()) {
          await assert.rejects(call);
          assert.equal(server.received.length, 0);
          return;
        }
        await call;
        const parts = (server.received[0]?.url ?? '').split('/');
        assert.deepEqual(parts.toSpliced(4, 1), ['', 'v1', 'ats', 'applications', 'attachments']);
        assert.equal(decodeURIComponent(parts[4] ?? ''), application_id);
      }),
      { numRuns: 200 },
    );
  });

  it('does not ask for everything where a list of ids is empty, nor cuts an id at its comma', async () => {
    for (const ids of [[], ['a,b']]) {
      const call = async () => server.client.ats.getJobs({ ids });
      await assert.rejects(call, { name: 'TypeError', message: /`ids`/ });
    }
    assert.deepEqual(server.received, []);
  });

  it('goes to the integration that it names itself, and needs one', async () => {
    await server.client.ats.getTags({}, { integration_id: 'odoo:two' });
    assert.equal(server.received[0]?.headers['x-integration-id'], 'odoo:two');
    const without = server.createClient({ integration_id: undefined });
    await assert.rejects(async () => without.ats.getTags(), /`integration_id` is missing/);
    await without.general.checkApiKey();
    assert.equal(server.received[1]?.headers['x-integration-id'], undefined);
  });

  it('asks for a dry run, and adds headers that cannot replace the key', async () => {
    const headers = { 'x-trace': 't', authorization: 'Bearer other' };
    const options = { dry_run: true, headers } as const;
    await server.client.ats.addApplicationNote(
      { application_id: 'a', content: 'c', content_type: 'PLAIN_TEXT' },
      options,
    );
    const [request] = server.received;
    assert.equal(request?.headers['hirewire-dry-run'], 'true');
    assert.equal(request.headers['x-trace'], 't');
    assert.equal(request.headers.authorization, 'Bearer hw_secret');
  });
});

describe('a client', () => {
  const given: HirewireOptions = { server_url: 'http://127.0.0.1:4000/v1', api_key: 'k' };

  it('says which option is wrong', () => {
    const wrong: [Partial<Record<keyof HirewireOptions, unknown>>, RegExp][] = [
      [{ server_url: undefined }, /`server_url`/],
      [{ server_url: 'localhost:4000' }, /`server_url`/],
      [{ server_url: 'ftp://x.example' }, /`server_url`/],
      [{ server_url: 'https://user:pass@x.example/v1' }, /`server_url`/],
      [{ server_url: 'https://x.example/v1?a=b' }, /`server_url`/],
      [{ api_key: undefined }, /`api_key`/],
      [{ api_key: '  ' }, /`api_key`/],
      [{ max_retries: -1 }, /`max_retries`/],
      [{ timeout_ms: 1.5 }, /`timeout_ms`/],
    ];
    for (const [options, message] of wrong) {
      const make = () => new Hirewire({ ...given, ...options } as HirewireOptions);
      assert.throws(make, { name: 'TypeError', message });
    }
  });

  it('says what a client needs that is made without anything', () => {
    const Client = Hirewire as unknown as new () => Hirewire;
    assert.throws(() => new Client(), /`server_url` must be an address/);
  });

  it('has the version of Hirewire', () => {
    const product: unknown = JSON.parse(
      readFileSync(new URL('../../cli/package.json', import.meta.url), 'utf8'),
    );
    assert.equal((product as { version: string }).version, manifest.version);
  });

  it('takes an address with a path before the version and a slash behind, and a key with Bearer', async () => {
    const urls: [string, string | null][] = [];
    const client = new Hirewire({
      server_url: 'https://ats.example/hirewire/v1/',
      api_key: 'Bearer k',
      fetch: async (url, init) => {
        urls.push([url, new Headers(init.headers).get('authorization')]);
        return Response.json({ status: 'success', data: {} });
      },
    });
    await client.general.checkApiKey();
    assert.deepEqual(urls, [['https://ats.example/hirewire/v1/check-api-key', 'Bearer k']]);
  });

  it('does not show its key when it is printed', async () => {
    const { inspect } = await import('node:util');
    const client = new Hirewire({ ...given, api_key: 'hw_secret' });
    assert.ok(!inspect(client, { depth: 9, showHidden: true }).includes('hw_secret'));
    assert.ok(!JSON.stringify(client).includes('hw_secret'));
  });
});
