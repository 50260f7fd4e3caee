import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startExampleVendor } from './testing/example-vendor.ts';
import type { ExampleVendor } from './testing/example-vendor.ts';

describe('a simulated vendor', () => {
  let vendor: ExampleVendor;
  let now = 0;
  let token = '';
  beforeEach(async () => {
    now = Date.UTC(2027, 0, 1);
    vendor = await startExampleVendor({ now: () => now });
    token = await accessTokenOf(vendor);
  });
  afterEach(() => vendor.close());

  function ask(address: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${token}` };
    return fetch(vendor.url + address, { headers, ...init });
  }

  async function refusal(address: string, init: RequestInit = {}): Promise<[number, string]> {
    const response = await ask(address, init);
    return [response.status, ((await response.json()) as { error: string }).error];
  }

  const firstPerson = (): string => [...vendor.company.tables.people.values()][0]?.id ?? '';

  it('answers routes below its base path, a plain path before one with parameters', async () => {
    const id = firstPerson();
    assert.equal(((await (await ask(`/v1/people/${id}`)).json()) as { id: string }).id, id);
    assert.deepEqual(await (await ask('/v1/people/deleted')).json(), { data: [] });
    assert.deepEqual(await refusal(`/people/${id}`), [404, 'no_route']);
    assert.deepEqual(await refusal('/v2/people/deleted'), [404, 'no_route']);
    assert.deepEqual(await refusal('/v1/people/x/y/z'), [404, 'no_route']);
    assert.deepEqual(await refusal('/v1/people/%'), [404, 'no_route']);
  });

  it('answers what a route returns: JSON, bytes, or a status of its own', async () => {
    const raw = await ask('/v1/raw');
    assert.equal(raw.headers.get('content-type'), 'application/octet-stream');
    assert.deepEqual([...new Uint8Array(await raw.arrayBuffer())], [0, 255]);
    const gone = await ask(`/v1/people/${firstPerson()}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    assert.deepEqual([gone.status, await gone.text()], [204, '']);
  });

  it('answers after any body, however long, deep or full', async () => {
    const bodies = [
      'x'.repeat(41 * 1024 * 1024),
      '['.repeat(5_000_000),
      `[${'{},'.repeat(2_000_000)}{}]`,
      `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
      '\0',
      '{"__proto__":{"a":1}}',
      'null',
    ];
    for (const body of bodies) {
      for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
        const headers = { authorization: `Bearer ${token}`, 'content-type': type };
        const response = await ask('/v1/people', { method: 'POST', body, headers });
        await response.arrayBuffer();
        assert.ok(response.status >= 200 && response.status < 500, `${response.status}`);
        if (body.length > 40 * 1024 * 1024) assert.equal(response.status, 413);
      }
      assert.equal((await ask('/v1/raw')).status, 200);
    }
  });

  it('refuses missing, wrong and insufficient credentials apart', async () => {
    assert.deepEqual(await refusal('/v1/people', { headers: {} }), [401, 'no_credentials']);
    const headers = { authorization: 'Bearer nonsense' };
    assert.deepEqual(await refusal('/v1/people', { headers }), [401, 'wrong_credentials']);
    vendor.scopes.splice(0, 1);
    assert.deepEqual(await refusal('/v1/people'), [403, 'no_permission']);
    assert.equal((await ask('/v1/raw')).status, 200);
  });

  it('answers an unknown record with 404 and a wrong method with those that there are', async () => {
    assert.deepEqual(await refusal('/v1/people/nobody'), [404, 'not_found']);
    const wrong = await ask(`/v1/people/${firstPerson()}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}` },
    });
    assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'GET, DELETE']);
  });

  it('uses the statuses and the words of the vendor for what the kit refuses', async () => {
    assert.deepEqual(await refusal('/v1/people?limit=51'), [422, 'invalid_input']);
    vendor.faults.add({ kind: '500' });
    assert.deepEqual(await refusal('/v1/people'), [500, 'internal']);
  });

  it('shows the limit with every answer, and refuses what exceeds it', async () => {
    const first = await ask('/v1/raw');
    assert.equal(first.headers.get('x-ratelimit-remaining'), '99');
    for (let count = 1; count < 100; count += 1) await (await ask('/v1/raw')).arrayBuffer();
    const refused = await ask('/v1/raw');
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '10']);
    assert.equal(refused.headers.get('x-ratelimit-reset'), String(now / 1000 + 10));
    now += 10_000;
    assert.equal((await ask('/v1/raw')).status, 200);
  });

  it('keeps the query of a request in its log, and lets faults see it', async () => {
    vendor.faults.add({ kind: '500', matching: ({ query }) => query.includes('limit=2') });
    assert.equal((await ask('/v1/people?limit=2&tag=a&tag=b')).status, 500);
    assert.equal((await ask('/v1/people?limit=3')).status, 200);
    const logged = vendor.requests().map(({ path: asked, query }) => [asked, query]);
    assert.deepEqual(logged.slice(-2), [
      ['/v1/people', 'limit=2&tag=a&tag=b'],
      ['/v1/people', 'limit=3'],
    ]);
  });

  it('signs webhooks over the body that it sends', async (test) => {
    const received: { signature: unknown; body: string }[] = [];
    const receiver = createServer((incoming, outgoing) => {
      void text(incoming).then((body) => {
        received.push({ signature: incoming.headers['x-signature'], body });
        outgoing.setHeader('x-hook-secret', 'echoed');
        outgoing.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    test.after(() => receiver.close());
    const { port } = receiver.address() as AddressInfo;
    const body = JSON.stringify({ url: `http://127.0.0.1:${port}` });
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await ask('/v1/hooks', { method: 'POST', headers, body })).status, 201);
    const id = firstPerson();
    vendor.company.change('people', id, { name: 'Ada Example' });
    await vendor.sender.settled();
    const sent = JSON.stringify({ event: 'people.changed', id });
    const signature = createHmac('sha256', 'hook-secret').update(sent).digest('hex');
    assert.deepEqual(received, [{ signature, body: sent }]);
    const [delivery] = vendor.sender.deliveries();
    assert.deepEqual([delivery?.status, delivery?.answerHeaders['x-hook-secret']], [200, 'echoed']);
  });

  it('takes uploads by PUT, once announced, of the announced type and size', async () => {
    const { path: target, handle } = vendor.files.announce({
      context: 'resume',
      filename: 'cv.pdf',
      contentType: 'application/pdf',
      contentLength: 3,
    });
    const put = async (body: string, type = 'application/pdf'): Promise<number> => {
      const headers = { 'content-type': type };
      return (await fetch(vendor.url + target, { method: 'PUT', headers, body })).status;
    };
    assert.equal(await put('abc', 'text/html'), 403);
    assert.equal(await put('abcd'), 400);
    assert.equal(vendor.files.keep(handle, 'resume'), 'not uploaded');
    assert.equal(await put('abc'), 204);
    assert.equal(vendor.files.keep(handle, 'letter'), 'unknown');
    const kept = vendor.files.keep(handle, 'resume');
    assert.ok(typeof kept === 'object');
    assert.equal(String(vendor.files.read(kept).body), 'abc');
    now += 600_001;
    assert.equal(await put('abc'), 403);
  });
});

it('goes on from its state file: records, deletions, tokens and ids', async (test) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'hirewire-kit-'));
  const stateFile = path.join(folder, 'example.state');
  const started: ExampleVendor[] = [];
  test.after(async () => {
    for (const vendor of started) await vendor.close();
    await rm(folder, { recursive: true });
  });
  const first = await startExampleVendor({ stateFile });
  started.push(first);
  const authorization = `Bearer ${await accessTokenOf(first)}`;
  const [kept, gone] = [...first.company.tables.people.values()].map(({ id }) => id);
  const name = JSON.stringify({ name: 'Ada Example' });
  const write = (address: string, init: RequestInit): Promise<Response> =>
    fetch(`${first.url}/v1/people/${address}`, { ...init, headers: { authorization } });
  await write(`${kept}/name`, { method: 'PUT', body: name });
  await write(`${gone}`, { method: 'DELETE' });

  // The first is not closed: what it has answered is in the file.
  const second = await startExampleVendor({ stateFile });
  started.push(second);
  assert.equal(second.company.tables.people.get(kept ?? '').name, 'Ada Example');
  assert.deepEqual(
    second.company.tables.people.deletions.map(({ id }) => id),
    [gone],
  );
  const again = await fetch(`${second.url}/v1/people/${kept}`, { headers: { authorization } });
  assert.equal(again.status, 200);
  const { id } = second.company.addPerson({ name: 'Ben Example' });
  assert.equal(first.company.tables.people.find(id), null);
});

async function accessTokenOf({ url, credentials }: ExampleVendor): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...credentials });
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}
