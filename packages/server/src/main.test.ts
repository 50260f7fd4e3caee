import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createApiKey, findOrCreateEnvironment } from '@hirewire/store';
import { createTestDatabase, startProxy, until } from '@hirewire/store/testing';

import { type Hirewire, openHirewire, startServer } from './main.ts';
import { type Settings, loadSettings } from './settings.ts';

let directory: string;
let settings: Settings;
let dropDatabase: () => Promise<void>;

before(async () => {
  const testDatabase = await createTestDatabase();
  dropDatabase = () => testDatabase.drop();
  directory = await mkdtemp(join(tmpdir(), 'hirewire-main-'));
  // PostgreSQL's user may enter, so that root's cluster stays in it and is removed with it.
  await chmod(directory, 0o711);
  settings = loadSettings(
    { databaseUrl: testDatabase.url, dataDirectory: directory, logLevel: 'silent' },
    {},
  );
});
after(async () => {
  await dropDatabase();
  await rm(directory, { recursive: true });
});

async function withHirewire(work: (hirewire: Hirewire) => Promise<void>): Promise<void> {
  const hirewire = await openHirewire(settings);
  try {
    await work(hirewire);
  } finally {
    await hirewire.close();
  }
}

test('the roles start what they are named after', async () => {
  await withHirewire(async (hirewire) => {
    for (const role of ['all', 'api', 'worker'] as const) {
      const server = await startServer(hirewire, { host: '127.0.0.1', port: 0, role });
      try {
        assert.equal(server.url === null, role === 'worker');
        if (server.url !== null) assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
      } finally {
        await server.close();
      }
    }
  });
});

test('a connector of the owner is a tool as any other', async () => {
  const template = fileURLToPath(new URL('../../connectors/template', import.meta.url));
  const hirewire = await openHirewire({ ...settings, connectors: [template] });
  try {
    assert.equal(hirewire.engine.connectors.get('sample')?.tool.label, 'Sample ATS');
  } finally {
    await hirewire.close();
  }
});

test('the connectors of this version are there, and the secret key was made', async () => {
  await withHirewire(async ({ engine }) => {
    assert.ok(engine.connectors.size > 0);
    assert.equal((await stat(join(directory, 'secret-key'))).mode & 0o777, 0o600);
  });
});

test('a start that fails leaves nothing open', async () => {
  await withHirewire(async (hirewire) => {
    const first = await startServer(hirewire, { host: '127.0.0.1', port: 0, role: 'api' });
    try {
      const port = Number(new URL(first.url ?? '').port);
      const second = startServer(hirewire, { host: '127.0.0.1', port, role: 'all' });
      await assert.rejects(second, { code: 'EADDRINUSE' });
    } finally {
      await first.close();
    }
  });
  await assert.rejects(
    openHirewire({ ...settings, databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' }),
    { code: 'ECONNREFUSED' },
  );
});

test('a start waits for a database that cannot be reached yet, until it is told to stop', async () => {
  const proxy = await startProxy(settings.databaseUrl ?? '');
  const behindProxy = { ...settings, databaseUrl: proxy.url };
  proxy.cut();
  const opening = openHirewire(behindProxy, { retryForMs: 60_000 });
  await until(() => proxy.countRefused() > 0);
  proxy.restore();
  await (await opening).close();
  proxy.cut();
  const refusedBefore = proxy.countRefused();
  const stop = new AbortController();
  const given = openHirewire(behindProxy, { retryForMs: 60_000, signal: stop.signal });
  const stopped = assert.rejects(given, (error) => error === stop.signal.reason);
  await until(() => proxy.countRefused() > refusedBefore);
  stop.abort(new Error('Stopped.'));
  await stopped;
  await proxy.close();
});

test('a request under way is answered before the server has closed', async () => {
  await withHirewire(async (hirewire) => {
    const { database } = hirewire;
    const { id } = await findOrCreateEnvironment(database, { name: 'drain' });
    const { key } = await createApiKey(database, { environmentId: id, name: 'drain' });
    const server = await startServer(hirewire, { host: '127.0.0.1', port: 0, role: 'api' });
    const { port } = new URL(server.url ?? '');

    let received = '';
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    const ended = new Promise((resolve) => socket.on('close', resolve));
    socket.write('GET /v1/check-api-key HTTP/1.1\r\nHost: x\r\n');
    // The server has seen the beginning of the request when another one has been answered.
    await fetch(`${server.url}/healthz`, { headers: { connection: 'close' } });
    const closed = server.close();
    socket.write(`Authorization: Bearer ${key}\r\n\r\n`);
    await Promise.all([closed, ended]);
    assert.match(received, /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(received, /"environment_id"/);
    await assert.rejects(fetch(`${server.url}/healthz`));
  });
});
