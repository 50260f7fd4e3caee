import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, statfs, unlink, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { isConnectionError } from '../database/connection-errors.ts';
import { openDatabase } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { readPostmaster } from './postmaster.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

// https://www.postgresql.org/docs/current/app-pg-ctl.html and its storage pages: what an operator sees
// after `kill -9` of a process, and when the disk has filled up.

const isRoot = process.getuid?.() === 0;
const fast = { fsync: 'off', shared_buffers: '16MB' };
const temporary: string[] = [];
const mounted: string[] = [];
const leasePids = `select pid from pg_stat_activity where application_name = 'hirewire lease'`;

after(async () => {
  for (const directory of mounted) execFileSync('umount', ['--lazy', directory]);
  for (const directory of temporary) await rm(directory, { recursive: true, force: true });
});

interface Running {
  dataDirectory: string;
  cluster: string;
  events: string[];
  database: Database;
  stack: AsyncDisposableStack;
}

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'hirewire-heal-'));
  if (isRoot) await chmod(directory, 0o711);
  temporary.push(directory);
  return directory;
}

async function start(
  given?: string,
  settings: Readonly<Record<string, string>> = fast,
): Promise<Running> {
  const dataDirectory = given ?? (await makeDirectory());
  const stack = new AsyncDisposableStack();
  const events: string[] = [];
  const note = ({ event }: Record<string, unknown>): void => void events.push(String(event));
  const log = { info: note, error: note };
  const server = await startEmbeddedPostgres({ dataDirectory, log, settings });
  stack.defer(() => server.close());
  const database = openDatabase({ url: server.url });
  server.onMoved = (url) => database.moveTo(url);
  stack.defer(() => database.close());
  const cluster = path.join(dataDirectory, 'postgres', 'cluster');
  return { dataDirectory, cluster, events, database, stack };
}

const pidOf = async ({ cluster }: Running): Promise<number | undefined> =>
  (await readPostmaster(cluster))?.pid;

/** Meanwhile, questions are answered or fail as those of a database that is away. */
async function untilLogged({ database, events }: Running, event: string): Promise<void> {
  while (!events.includes(event)) {
    await database.pool.query('select').catch((error: unknown) => {
      assert.ok(isConnectionError(error), String(error));
    });
  }
}

/** A command beside the server: it joins, and closes again. */
async function runCommand({ dataDirectory }: Running): Promise<void> {
  const log = { info: () => undefined, error: () => undefined };
  await (await startEmbeddedPostgres({ dataDirectory, log, settings: fast })).close();
}

test('after one backend was killed, a command beside the server does not stop PostgreSQL', async () => {
  const running = await start();
  await using _ = running.stack;
  const before = await pidOf(running);
  const { rows } = await running.database.pool.query<{ pid: number }>(leasePids);
  running.events.length = 0;
  process.kill(rows[0]!.pid, 'SIGKILL');
  await untilLogged(running, 'postgres.ready');
  await runCommand(running);
  await running.database.pool.query('select');
  assert.equal(await pidOf(running), before);
});

test('a session that somebody ends takes its share again', async () => {
  const running = await start();
  await using _ = running.stack;
  const { rows } = await running.database.pool.query<{ pid: number }>(leasePids);
  running.events.length = 0;
  await running.database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
  await untilLogged(running, 'postgres.ready');
  await runCommand(running);
  await running.database.pool.query('select');
});

test('a killed PostgreSQL is started again at the same address, with its data', async () => {
  const running = await start();
  await using _ = running.stack;
  const { pool } = running.database;
  await pool.query('create table kept as select 42 as answer');
  for (let round = 0; round < 2; round += 1) {
    const before = (await pidOf(running))!;
    running.events.length = 0;
    process.kill(before, 'SIGKILL');
    await untilLogged(running, 'postgres.ready');
    assert.notEqual(await pidOf(running), before);
    assert.deepEqual((await pool.query('select answer from kept')).rows, [{ answer: 42 }]);
  }
});

test('two processes that share a killed PostgreSQL share the next one', async () => {
  const running = await start();
  await using _ = running.stack;
  const other = await start(running.dataDirectory);
  running.events.length = 0;
  other.events.length = 0;
  process.kill((await pidOf(running))!, 'SIGKILL');
  await untilLogged(running, 'postgres.ready');
  await untilLogged(other, 'postgres.ready');
  while ((await running.database.pool.query(leasePids)).rows.length < 2);
  await other.stack.disposeAsync();
  await running.database.pool.query('select');
});

test('a server that another process has started at another address is followed', async () => {
  // As the version before did.
  const running = await start(undefined, { ...fast, listen_addresses: '127.0.0.1' });
  await using _ = running.stack;
  assert.equal((await readPostmaster(running.cluster))?.socketDirectory, null);
  await chmod(running.cluster, 0o777);
  running.events.length = 0;
  process.kill((await pidOf(running))!, 'SIGKILL');
  // By then it pauses for long enough that the other one is faster.
  const failures = () => running.events.filter((event) => event === 'postgres.start.failed').length;
  while (failures() < 3) await running.database.pool.query('select').catch(() => undefined);
  await chmod(running.cluster, 0o700);
  const other = await start(running.dataDirectory);
  await using __ = other.stack;
  assert.notEqual((await readPostmaster(running.cluster))?.socketDirectory, null);
  await untilLogged(running, 'postgres.ready');
  await running.database.pool.query('select');
});

test('what is in the way of a start is waited for, and closing ends the wait', async () => {
  const running = await start();
  running.events.length = 0;
  // PostgreSQL refuses a folder that others can read.
  await chmod(running.cluster, 0o777);
  process.kill((await pidOf(running))!, 'SIGKILL');
  await untilLogged(running, 'postgres.start.failed');
  await chmod(running.cluster, 0o700);
  await untilLogged(running, 'postgres.ready');

  await chmod(running.cluster, 0o777);
  running.events.length = 0;
  process.kill((await pidOf(running))!, 'SIGKILL');
  await untilLogged(running, 'postgres.start.failed');
  await running.stack.disposeAsync();
  await chmod(running.cluster, 0o700);
});

test(
  'a full disk is survived: PostgreSQL is back once there is room again',
  { skip: !canMount() && 'needs root and a mount of its own' },
  async () => {
    const dataDirectory = await makeDirectory();
    const postgres = path.join(dataDirectory, 'postgres');
    mkdirSync(postgres);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0711', 'tmpfs', postgres]);
    mounted.push(postgres);
    const running = await start(dataDirectory);
    await using _ = running.stack;
    const { pool } = running.database;
    running.events.length = 0;
    await pool.query('create table kept as select 42 as answer');
    const { bavail, bsize } = await statfs(postgres);
    const filling = path.join(postgres, 'filling');
    await writeFile(filling, Buffer.alloc(bavail * bsize - 4_000_000));
    await assert.rejects(
      pool.query(
        `create table large as select repeat(md5(n::text), 50) from generate_series(1, 50000) n`,
      ),
    );
    // Without room for a new segment of its log, PostgreSQL ends by itself.
    while (!running.events.includes('postgres.stopped')) {
      await pool.query('insert into kept select n from generate_series(1, 50000) n').catch(() => 0);
    }
    await unlink(filling);
    await untilLogged(running, 'postgres.ready');
    const { rows } = await pool.query('select count(*) as n from kept where answer = 42');
    assert.ok(Number(rows[0].n) >= 1);
  },
);

test('no user of the machine without its password takes up a session', async () => {
  const running = await start();
  await using _ = running.stack;
  const found = (await readPostmaster(running.cluster))!;
  const loopback = new pg.Client({ host: '127.0.0.1', port: found.port, user: 'hirewire' });
  loopback.on('error', () => undefined);
  await assert.rejects(loopback.connect(), /ECONNREFUSED/);
  assert.equal(statSync(String(found.socketDirectory)).mode & 0o777, 0o700);
});

test('the socket of a data directory with a long path is in a private temporary folder', async () => {
  const long = path.join(await makeDirectory(), 'long'.repeat(30));
  mkdirSync(long, { mode: isRoot ? 0o711 : 0o700 });
  const running = await start(long);
  await using _ = running.stack;
  const { socketDirectory } = (await readPostmaster(running.cluster))!;
  temporary.push(String(socketDirectory));
  assert.equal(path.dirname(String(socketDirectory)), tmpdir());
  assert.equal(statSync(String(socketDirectory)).mode & 0o777, 0o700);
  await running.database.pool.query('select');
});

test('a folder of somebody else is not taken for that of the socket', async () => {
  const running = await start();
  await running.stack.disposeAsync();
  const socket = path.join(running.dataDirectory, 'postgres', 'socket');
  await chmod(socket, 0o777);
  await assert.rejects(start(running.dataDirectory), isError(/socket.*mode 700/s));
});

test('a password file that others can read, that is missing or another one is named', async () => {
  const running = await start();
  await running.stack.disposeAsync();
  const file = path.join(running.dataDirectory, 'postgres', 'password');
  const password = await readFile(file, 'utf8');

  await chmod(file, 0o644);
  await assert.rejects(start(running.dataDirectory), isError(/mode 644.*chmod 600 '.*password'/));
  await unlink(file);
  await assert.rejects(start(running.dataDirectory), isError(/password is missing.*backup/));
  await writeFile(file, 'another', { mode: 0o600 });
  await assert.rejects(start(running.dataDirectory), isError(/password.*is not the one.*backup/s));
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  const again = await start(running.dataDirectory);
  await again.stack.disposeAsync();
});

const isError =
  (message: RegExp) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof EmbeddedPostgresError, String(error));
    assert.match(error.message, message);
    return true;
  };

function canMount(): boolean {
  if (!isRoot || process.platform !== 'linux') return false;
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
