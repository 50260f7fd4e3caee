import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { findPlatformBinaries } from './platform-binaries.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { readPostmaster } from './postmaster.ts';

const isRoot = process.getuid?.() === 0;
const quiet = { info: () => undefined, error: () => undefined };
const fast = { fsync: 'off', shared_buffers: '16MB' };
const temporary: string[] = [];
const leases = `select pid from pg_stat_activity where application_name = 'hirewire lease'`;

after(async () => {
  for (const directory of temporary.toReversed()) {
    await rm(await homeOf(directory), { recursive: true, force: true });
    await rm(directory, { recursive: true, force: true });
  }
});

test('data outlives a stop, in a folder with spaces, umlauts and shell characters', async () => {
  const dataDirectory = await makeDirectory('Größe $HOME `x` "y" \'z\' ');
  const first = await start(dataDirectory);
  await run(first.url, 'create table kept as select 42 as answer');
  await first.close();
  const second = await start(dataDirectory);
  assert.deepEqual(await run(second.url, 'select answer from kept'), [{ answer: 42 }]);
  await second.close();
  assert.equal(await readPostmaster(await clusterOf(dataDirectory)), null);
});

test('people reach the server as docs/guides/sql.md says, by what its files say', async () => {
  const dataDirectory = await makeDirectory('by hand');
  const server = await start(dataDirectory);
  const lines = await readFile(path.join(await clusterOf(dataDirectory), 'postmaster.pid'), 'utf8');
  const [, , , port, host] = lines.split('\n');
  const password = await readFile(path.join(dataDirectory, 'postgres', 'password'), 'utf8');
  const url = `postgres://hirewire:${password}@localhost:${port}/hirewire?host=${host}`;
  assert.deepEqual(await run(url, 'select current_database() as name'), [{ name: 'hirewire' }]);
  await server.close();
});

test('the server is durable, listens in a private folder only, and asks for the password of a private file', async () => {
  const dataDirectory = await makeDirectory('plain');
  const server = await startEmbeddedPostgres({ dataDirectory, log: quiet });
  try {
    const [settings] = await run(
      server.url,
      `select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses,
              current_setting('unix_socket_directories') as sockets,
              (select string_agg(distinct auth_method, ',') from pg_hba_file_rules) as auth,
              upper('ä') as upper, 'a' < 'B' as is_language_order`,
    );
    assert.deepEqual(settings, {
      fsync: 'on',
      addresses: '',
      sockets: `"${path.join(await homeOf(dataDirectory), 'socket')}"`,
      auth: 'scram-sha-256',
      upper: 'Ä',
      is_language_order: false,
    });
    const socketFolder = statSync(path.join(await homeOf(dataDirectory), 'socket'));
    assert.equal(socketFolder.mode & 0o777, 0o700);
    assert.equal(socketFolder.uid, statSync(await clusterOf(dataDirectory)).uid);
    const passwordFile = path.join(dataDirectory, 'postgres', 'password');
    assert.equal(statSync(passwordFile).mode & 0o777, 0o600);
    assert.equal(new URL(server.url).password, await readFile(passwordFile, 'utf8'));
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await assert.rejects(run(wrong.href, 'select 1'), /password authentication failed/);
  } finally {
    await server.close();
  }
});

test('two first starts at once share one server, which the last to close stops', async () => {
  const dataDirectory = await makeDirectory('shared');
  const [one, two] = await Promise.all([start(dataDirectory), start(dataDirectory)]);
  assert.equal(one.url, two.url);
  await one.close();
  assert.deepEqual(await run(two.url, 'select 1 as one'), [{ one: 1 }]);
  await two.close();
  await assert.rejects(run(two.url, 'select 1'), /ENOENT/);
  assert.deepEqual(readdirSync(await homeOf(dataDirectory)).filter(isDraft), []);
});

test('processes that start and close all the time never lose the server while they hold it', async () => {
  const dataDirectory = await makeDirectory('busy');
  const processes = [1, 2, 3].map(() => startProcess(dataDirectory, 'rounds'));
  const said = Promise.all(processes.map((child) => text(child.stdout!)));
  const exits = await Promise.all(processes.map((child) => once(child, 'exit')));
  assert.deepEqual(await said, ['', '', '']);
  assert.deepEqual(exits, [
    [0, null],
    [0, null],
    [0, null],
  ]);
  assert.equal(await readPostmaster(await clusterOf(dataDirectory)), null);
});

test('a start joins the server that a killed process has left behind', async () => {
  const dataDirectory = await makeDirectory('orphan');
  const child = startProcess(dataDirectory, 'wait');
  const url = await readLine(child);
  await run(url, 'create table kept as select 42 as answer');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const left = await readPostmaster(await clusterOf(dataDirectory));
  const server = await start(dataDirectory);
  assert.deepEqual(await readPostmaster(await clusterOf(dataDirectory)), left);
  assert.deepEqual(await run(server.url, 'select answer from kept'), [{ answer: 42 }]);
  // Until PostgreSQL notices that the other process is gone, that one has a share, too.
  while ((await run(server.url, leases)).length > 1);
  await server.close();
  assert.equal(await readPostmaster(await clusterOf(dataDirectory)), null);
});

test('a signal to the process group of the starter does not reach the server', async () => {
  const dataDirectory = await makeDirectory('signal');
  const child = startProcess(dataDirectory, 'wait');
  const url = await readLine(child);
  process.kill(-child.pid!, 'SIGINT');
  await once(child, 'exit');
  assert.deepEqual(await run(url, 'select 1 as one'), [{ one: 1 }]);
  await (await start(dataDirectory)).close();
});

test('a killed server recovers at the next start, which waits for what is left of it', async () => {
  const dataDirectory = await makeDirectory('crash');
  const first = await start(dataDirectory);
  await run(first.url, 'create table kept as select 42 as answer');
  const { pid } = (await readPostmaster(await clusterOf(dataDirectory)))!;
  const [left] = (await run(first.url, leases)) as { pid: number }[];
  assert.ok(left);
  process.kill(left.pid, 'SIGSTOP');
  setTimeout(() => process.kill(left.pid, 'SIGCONT'), 1500);
  process.kill(pid, 'SIGKILL');
  const second = await start(dataDirectory);
  assert.deepEqual(await run(second.url, 'select answer from kept'), [{ answer: 42 }]);
  await first.close();
  await second.close();
});

test('a lock file whose process number now belongs to another program is no obstacle', async () => {
  const dataDirectory = await makeDirectory('stale');
  await (await start(dataDirectory)).close();
  const cluster = await clusterOf(dataDirectory);
  const lock = [process.pid, cluster, 1, 5432, '', '127.0.0.1', '', 'ready'].join('\n');
  await writeFile(path.join(cluster, 'postmaster.pid'), `${lock}\n`);
  const server = await start(dataDirectory);
  assert.deepEqual(await run(server.url, 'select 1 as one'), [{ one: 1 }]);
  await server.close();
});

for (const [kind, content] of [
  ['empty', ''],
  ['full of zeros', '\0'.repeat(64)],
] as const) {
  test(`a lock file that is ${kind}, as a power cut leaves it, is no obstacle`, async () => {
    const dataDirectory = await makeDirectory('cut');
    await (await start(dataDirectory)).close();
    await writeFile(path.join(await clusterOf(dataDirectory), 'postmaster.pid'), content);
    const server = await start(dataDirectory);
    assert.deepEqual(await run(server.url, 'select 1 as one'), [{ one: 1 }]);
    await server.close();
  });
}

test('a cluster of another major version is refused with what to do', async () => {
  const dataDirectory = await makeDirectory('old');
  await (await start(dataDirectory)).close();
  await writeFile(path.join(await clusterOf(dataDirectory), 'PG_VERSION'), '16\n');
  await assert.rejects(start(dataDirectory), (error: Error) => {
    assert(error instanceof EmbeddedPostgresError);
    assert.match(error.message, /belongs to PostgreSQL 16.*brings PostgreSQL \d+.*DATABASE_URL/);
    return true;
  });
});

test('a server that cannot start says why', async () => {
  const dataDirectory = await makeDirectory('broken');
  await (await start(dataDirectory)).close();
  const broken = { dataDirectory, log: quiet, settings: { shared_buffers: 'plenty' } };
  await assert.rejects(startEmbeddedPostgres(broken), /does not start: .*shared_buffers/s);
});

test('an unknown platform is told to bring its own PostgreSQL', () => {
  assert.throws(() => findPlatformBinaries('plan9', 'mips'), /plan9 on mips.*Set DATABASE_URL/);
});

test(
  'root keeps cluster and programs elsewhere when PostgreSQL cannot enter the data directory',
  { skip: !isRoot && 'needs root' },
  async () => {
    const parent = await makeDirectory('private');
    await chmod(parent, 0o700);
    const dataDirectory = path.join(parent, 'data');
    temporary.push(dataDirectory);
    const first = await start(dataDirectory);
    await run(first.url, 'create table kept as select 42 as answer');
    await first.close();
    const second = await start(dataDirectory);
    assert.deepEqual(await run(second.url, 'select answer from kept'), [{ answer: 42 }]);
    await second.close();
    assert.equal(existsSync(path.join(dataDirectory, 'postgres', 'cluster')), false);
    assert.notEqual(statSync(await clusterOf(dataDirectory)).uid, 0);
  },
);

test(
  'root keeps the cluster in a data directory that PostgreSQL can enter',
  { skip: !isRoot && 'needs root' },
  async () => {
    const dataDirectory = await makeDirectory('open');
    await (await start(dataDirectory)).close();
    assert.notEqual(statSync(path.join(dataDirectory, 'postgres', 'cluster')).uid, 0);
  },
);

test(
  'an ordinary user runs the server itself, and is told when the data is not its own',
  { skip: !isRoot ? 'every other test here shows it' : !othersMayEnterClone() && 'private clone' },
  async () => {
    const dataDirectory = await makeDirectory('ordinary');
    await chown(dataDirectory, 65_534, 65_534);
    const child = startProcess(dataDirectory, 'rounds', 65_534);
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(statSync(await clusterOf(dataDirectory)).uid, 65_534);

    const ofRoot = await makeDirectory('foreign');
    await (await start(ofRoot)).close();
    const refused = startProcess(ofRoot, 'rounds', 65_534);
    assert.match(await readLine(refused), /must belong to the user that starts Hirewire/);
  },
);

function start(dataDirectory: string) {
  return startEmbeddedPostgres({ dataDirectory, log: quiet, settings: fast });
}

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function makeDirectory(name: string): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), `hirewire ${name}-`));
  if (isRoot) await chmod(directory, 0o711);
  temporary.push(directory);
  return directory;
}

async function homeOf(dataDirectory: string): Promise<string> {
  const own = path.join(dataDirectory, 'postgres');
  return readFile(path.join(own, 'location'), 'utf8').catch(() => own);
}

async function clusterOf(dataDirectory: string): Promise<string> {
  return path.join(await homeOf(dataDirectory), 'cluster');
}

function isDraft(name: string): boolean {
  return name.startsWith('cluster.new');
}

/** Whether an ordinary user may run what is in this clone. */
function othersMayEnterClone(): boolean {
  accessSync(process.execPath, constants.X_OK);
  let directory = fileURLToPath(new URL('.', import.meta.url));
  while (directory !== path.dirname(directory)) {
    if ((statSync(directory).mode & 0o001) === 0) return false;
    directory = path.dirname(directory);
  }
  return true;
}

/** Another Hirewire process, in a process group of its own. */
function startProcess(dataDirectory: string, task: 'wait' | 'rounds', uid?: number): ChildProcess {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('start-embedded-postgres.ts', import.meta.url))};
    import pg from ${JSON.stringify(import.meta.resolve('pg'))};
    const log = { info() {}, error() {} };
    const start = () => startEmbeddedPostgres({
      dataDirectory: ${JSON.stringify(dataDirectory)}, log, settings: ${JSON.stringify(fast)} });
    if (${task === 'wait'}) {
      console.log((await start()).url);
    } else {
      for (let round = 0; round < 6; round += 1) {
        const server = await start().catch((error) => {
          console.log(error.message);
          process.exit(1);
        });
        const client = new pg.Client({ connectionString: server.url });
        await client.connect();
        await client.query('select pg_sleep(0.03)');
        await client.end();
        await server.close();
      }
    }`;
  const identity = uid === undefined ? {} : { uid, gid: uid };
  return spawn(process.execPath, ['--input-type=module', '--eval', program], {
    ...identity,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function readLine(child: ChildProcess): Promise<string> {
  const [line] = await once(createInterface({ input: child.stdout! }), 'line');
  return String(line);
}
