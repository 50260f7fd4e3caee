import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import {
  findPostgres,
  makeDataDirectory,
  removeDataDirectory,
  runHirewire,
  startHirewire,
} from '../testing/run-hirewire.ts';

let dataDirectory: string;
before(async () => {
  dataDirectory = await makeDataDirectory();
});
after(() => removeDataDirectory(dataDirectory));

test('a fresh start serves the API beside other commands, and ends cleanly at Ctrl-C', async () => {
  const server = start();
  const { api_url: apiUrl } = await untilListening(server);
  const keys = ['keys', 'create', '--data-dir', dataDirectory, '--json'];
  const { key } = JSON.parse((await runHirewire(keys)).stdout);
  assert.notEqual(await findPostgres(dataDirectory), null, 'the server still needs PostgreSQL');
  const answer = await fetch(`${apiUrl}/check-api-key`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  assert.equal(answer.status, 200);

  server.signalGroup('SIGINT');
  // As npm does, which gets the Ctrl-C as well and passes it on.
  server.signalGroup('SIGINT');
  const { code, stderr } = await server.ended;
  assert.equal(code, 0);
  assert.match(stderr, /^Stopping/);
  assert.equal(await findPostgres(dataDirectory), null);
  await assert.rejects(fetch(apiUrl), /fetch failed/);
  assert.equal((await stat(path.join(dataDirectory, 'secret-key'))).mode & 0o777, 0o600);
});

test('what it prints for people says where it listens and what comes next', async () => {
  const server = startHirewire(['start', '--port', '0', '--data-dir', dataDirectory]);
  const output = await server.untilOutput(/stop +Ctrl-C/);
  assert.match(output, /Hirewire listens on http:\/\/127\.0\.0\.1:\d+; clients call http.*\/v1\./);
  assert.match(output, /keys create --data-dir '.*hirewire-cli-/);
  server.signalGroup('SIGTERM');
  assert.equal((await server.ended).code, 0);
});

test('an API and a worker in processes of their own share the database', async () => {
  const worker = start('--role', 'worker');
  const api = start('--role', 'api');
  assert.equal((await untilListening(worker)).api_url, null);
  const { api_url: apiUrl } = await untilListening(api);
  worker.signalGroup('SIGTERM');
  assert.equal((await worker.ended).code, 0);
  assert.notEqual(await findPostgres(dataDirectory), null);
  assert.equal((await fetch(`${apiUrl}/check-api-key`)).status, 401);
  api.signalGroup('SIGTERM');
  assert.equal((await api.ended).code, 0);
  assert.equal(await findPostgres(dataDirectory), null);
});

test('a taken port is an error that names it, and leaves nothing running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const words = ['start', '--port', String(port), '--log-level', 'silent'];
  const { code, stdout, stderr } = await runHirewire([...words, '--data-dir', dataDirectory]);
  other.close();
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, new RegExp(`^Another program listens there already .*${port}.* --port`));
  assert.equal(await findPostgres(dataDirectory), null);
});

test('doctor finds a sound installation', async () => {
  const words = ['doctor', '--data-dir', dataDirectory, '--json'];
  const { code, stdout } = await runHirewire(words, { environment: { PORT: '0' } });
  const findings: { subject: string; level: string; message: string }[] = JSON.parse(stdout);
  assert.equal(code, 0);
  const levels = new Map(findings.map(({ subject, level }) => [subject, level]));
  for (const subject of ['Node.js', 'programs', 'data directory', 'secret key', 'PostgreSQL']) {
    assert.equal(levels.get(subject), 'ok', subject);
  }
  assert.match(findings.find(({ subject }) => subject === 'PostgreSQL')!.message, /^\d+\.\d+$/);
  assert.equal(await findPostgres(dataDirectory), null);
});

function start(...words: string[]) {
  const quiet = ['--log-level', 'silent', '--json'];
  return startHirewire(['start', '--port', '0', '--data-dir', dataDirectory, ...quiet, ...words]);
}

async function untilListening(server: ReturnType<typeof start>) {
  return JSON.parse(await server.untilOutput(/\n/));
}
