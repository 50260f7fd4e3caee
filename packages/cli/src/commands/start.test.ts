import assert from 'node:assert/strict';
import { chmod, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { callCli, startCli } from '../testing/call-cli.ts';
import {
  findPostgres,
  makeDataDirectory,
  removeDataDirectory,
  startHirewire,
} from '../testing/run-hirewire.ts';

/** These are the tests of the bundled PostgreSQL; the others take that of the test run. */
let dataDirectory: string;
before(async () => {
  dataDirectory = await makeDataDirectory();
});
after(() => removeDataDirectory(dataDirectory));

test('a fresh start says what comes next, serves beside other commands, and ends in order', async () => {
  const words = ['start', '--port', '0', '--data-dir', dataDirectory];
  const environment = { HIREWIRE_LOG_FORMAT: 'text' };
  const server = startHirewire(words, { throughLauncher: true, environment });
  const output = await server.untilOutput(/stop +Ctrl-C/);
  assert.match(output, /^\[\d\d:\d\d:\d\d\] INFO: The bundled PostgreSQL is ready \{.*"port":\d+/);
  assert.match(output, /keys create --data-dir '.*hirewire-cli-/);
  const [, apiUrl] = /API base URL +(http:\/\/127\.0\.0\.1:\d+\/v1)\n/.exec(output)!;
  const { key } = JSON.parse((await call('keys', 'create', '--json')).stdout);
  assert.notEqual(await findPostgres(dataDirectory), null, 'the server still needs PostgreSQL');
  const answer = await fetch(`${apiUrl}/check-api-key`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  assert.equal(answer.status, 200);

  server.signal('SIGTERM');
  const { code, stderr } = await server.ended;
  assert.equal(code, 0);
  assert.match(stderr, /^Stopping/);
  assert.equal(await findPostgres(dataDirectory), null);
  await assert.rejects(fetch(apiUrl!), /fetch failed/);
  assert.equal((await stat(path.join(dataDirectory, 'secret-key'))).mode & 0o777, 0o600);
});

test('away from a terminal everything is JSON with an event: start, stop and failure', async () => {
  const words = ['start', '--data-dir', dataDirectory];
  const server = startHirewire([...words, '--port', '0']);
  await server.untilOutput(/process\.started.*\n/);
  server.signal('SIGTERM');
  const { stdout, stderr } = await server.ended;
  const events = stdout.trim().split('\n').map(eventOf);
  assert.deepEqual([events.at(0), events.at(-1)], ['postgres.ready', 'process.stopping']);
  assert.equal(stderr, '');

  const failed = await startHirewire([...words, '--port', '1', '--host', '203.0.113.1']).ended;
  assert.equal(failed.code, 1);
  const lines = `${failed.stdout}${failed.stderr}`.trim().split('\n');
  assert.equal(lines.map(eventOf).at(-1), 'process.failed');
  assert.equal(await findPostgres(dataDirectory), null);
});

function eventOf(line: string): string {
  const { event, level, msg } = JSON.parse(line) as Record<string, unknown>;
  assert.deepEqual([typeof event, typeof level, typeof msg], ['string', 'string', 'string']);
  return String(event);
}

test('an API and a worker share the database, which the last of them stops', async () => {
  const worker = start('--role', 'worker');
  assert.equal((await untilListening(worker)).api_url, null);
  const api = start('--role', 'api');
  const { api_url: apiUrl } = await untilListening(api);
  worker.stop();
  assert.equal((await worker.ended).code, 0);
  assert.notEqual(await findPostgres(dataDirectory), null);
  assert.equal((await fetch(`${apiUrl}/check-api-key`)).status, 401);
  api.stop();
  assert.equal((await api.ended).code, 0);
  assert.equal(await findPostgres(dataDirectory), null);
});

test('a killed PostgreSQL is started again, and /readyz tells the truth meanwhile', async () => {
  const server = start();
  const { url } = await untilListening(server);
  const ready = async (): Promise<number> => (await fetch(`${url}/readyz`)).status;
  assert.equal(await ready(), 200);
  const cluster = path.join(dataDirectory, 'postgres', 'cluster');
  // PostgreSQL refuses to start with a folder that others can read.
  await chmod(cluster, 0o777);
  process.kill((await findPostgres(dataDirectory))!, 'SIGKILL');
  while ((await ready()) !== 503);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  await chmod(cluster, 0o700);
  while ((await ready()) !== 200);
  server.stop();
  assert.equal((await server.ended).code, 0);
  assert.equal(await findPostgres(dataDirectory), null);
});

test('a taken port is an error that names it, and leaves nothing running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, stdout, stderr } = await start('--port', String(port)).ended;
  other.close();
  assert.equal(code, 1);
  assert.equal(stdout, '');
  const { message } = JSON.parse(stderr).error;
  assert.match(message, new RegExp(`^The port is in use .*${port}.* --port`));
  assert.equal(await findPostgres(dataDirectory), null);
});

test('doctor finds a sound installation', async () => {
  const { code, stdout } = await call('doctor', '--json');
  const findings: { subject: string; level: string; message: string }[] = JSON.parse(stdout);
  assert.equal(code, 0);
  const levels = new Map(findings.map(({ subject, level }) => [subject, level]));
  for (const subject of [
    'Node.js',
    'bundled programs',
    'data directory',
    'secret key',
    'PostgreSQL',
  ]) {
    assert.equal(levels.get(subject), 'ok', subject);
  }
  assert.match(findings.find(({ subject }) => subject === 'PostgreSQL')!.message, /^\d+\.\d+$/);
  assert.equal(await findPostgres(dataDirectory), null);
});

function call(...words: string[]) {
  return callCli([...words, '--data-dir', dataDirectory], { environment: { PORT: '0' } });
}

function start(...words: string[]) {
  const quiet = ['--log-level', 'silent', '--json'];
  return startCli(['start', '--port', '0', '--data-dir', dataDirectory, ...quiet, ...words]);
}

async function untilListening(server: ReturnType<typeof start>) {
  return JSON.parse(await server.untilOutput(/\n/));
}
