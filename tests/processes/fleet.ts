import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Hirewire, loadSettings, openHirewire } from '@hirewire/server';
import type { AshbySimulator } from '@hirewire/simulators';
import { createApiKey, findOrCreateEnvironment, listRuns } from '@hirewire/store';
import { createTestDatabase } from '@hirewire/store/testing';
import { type Place, thisMachine } from './network.ts';

const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

export type FleetRole = 'api' | 'worker';

/** A real process of the installation. */
export interface Member {
  role: FleetRole;
  place: Place;
  /** Ends in `/v1`; null for a worker. */
  apiUrl: string | null;
  monitoringUrl: string | null;
  /** Resolves with its exit code (null when it was killed) and what it wrote to standard error. */
  stop(signal: NodeJS.Signals): Promise<{ code: number | null; stderr: string }>;
}

export interface Tenant {
  environmentId: string;
  integrationId: string;
  headers: Record<string, string>;
}

export interface FleetOptions {
  /** By default one of its own on the PostgreSQL that all tests share. */
  database?: { url: string; drop(): Promise<void> };
  /** Outside this machine's loopback. */
  allowedNetworks?: string;
}

/** Processes that share a PostgreSQL and nothing else, and what tests do to the same database. */
export interface Fleet {
  hirewire: Hirewire;
  environment: Readonly<Record<string, string>>;
  start(
    role: FleetRole,
    environment?: Readonly<Record<string, string>>,
    place?: Place,
  ): Promise<Member>;
  createTenant(ashby: AshbySimulator, settings: Record<string, unknown>): Promise<Tenant>;
  /** Waits until no sync is open, and gives the state of the last one. */
  untilQuiet(integrationId: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function openFleet(options: FleetOptions = {}): Promise<Fleet> {
  const database = options.database ?? (await createTestDatabase());
  const secretKey = randomBytes(32).toString('base64');
  const environment = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    NODE_COMPILE_CACHE: path.join(tmpdir(), 'hirewire-compile-cache'),
    DATABASE_URL: database.url,
    HIREWIRE_SECRET_KEY: secretKey,
    HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
    HIREWIRE_ALLOWED_NETWORKS: options.allowedNetworks ?? '127.0.0.0/8',
    HIREWIRE_DATABASE_POOL_SIZE: '5',
    HIREWIRE_WORKER_CONCURRENCY: '2',
    HIREWIRE_MONITORING_PORT: '0',
    HIREWIRE_RATE_LIMIT_PER_MINUTE: '0',
  };
  const hirewire = await openHirewire(loadSettings({ logLevel: 'silent' }, environment));
  const members = new Set<ChildProcess>();
  return {
    hirewire,
    environment,
    async start(role, more = {}, place = thisMachine) {
      const child = startProcess(role, { ...environment, ...more }, place);
      members.add(child);
      child.once('close', () => members.delete(child));
      return toMember({ role, place }, child);
    },
    async createTenant(ashby, settings) {
      const { engine } = hirewire;
      const owner = await findOrCreateEnvironment(hirewire.database, { name: 'production' });
      const { key } = await createApiKey(hirewire.database, {
        environmentId: owner.id,
        name: 'test',
      });
      const { id: integrationId } = await engine.createIntegration({
        environmentId: owner.id,
        tool: 'ashby',
        credentials: ashby.credentials,
        endUser: { organizationName: 'Acme', creatorEmail: null, originId: null },
        remoteBaseUrl: ashby.url,
        settings: { read_screening_answers: 'none', ...settings },
      });
      const headers = {
        Authorization: `Bearer ${key}`,
        'X-Integration-Id': integrationId,
        'Content-Type': 'application/json',
      };
      return { environmentId: owner.id, integrationId, headers };
    },
    async untilQuiet(integrationId) {
      for (;;) {
        const runs = await listRuns(hirewire.database, integrationId, { limit: 5 });
        if (runs.every(({ endedAt }) => endedAt !== null)) return runs[0]?.state;
        await once(AbortSignal.timeout(50), 'abort');
      }
    },
    async close() {
      for (const child of members) child.kill('SIGKILL');
      await Promise.all([...members].map((child) => once(child, 'close')));
      await hirewire.close();
      await database.drop();
    },
  };
}

function startProcess(
  role: FleetRole,
  env: Readonly<Record<string, string>>,
  { host, spawn }: Place,
): ChildProcess {
  const listen = ['--host', host, '--port', '0'];
  const words = [main, 'start', '--role', role, ...listen, '--log-level', 'silent', '--json'];
  return spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function toMember(as: Pick<Member, 'role' | 'place'>, child: ChildProcess): Promise<Member> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('a process without its pipes');
  const errors = text(stderr);
  let output = '';
  const ended = once(child, 'close');
  const urls = await new Promise<{ api_url: string | null; monitoring_url: string | null }>(
    (resolve, reject) => {
      stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('\n')) resolve(JSON.parse(output));
      });
      void ended.then(async () => reject(new Error(`It did not start: ${await errors}`)));
    },
  );
  // Fails the test that runs.
  void ended.then(async ([code]) => {
    if (!child.killed) assert.fail(`${as.role} ended by itself: ${String(code)} ${await errors}`);
  });
  return {
    ...as,
    apiUrl: urls.api_url,
    monitoringUrl: urls.monitoring_url,
    async stop(signal) {
      child.kill(signal);
      const [code] = await ended;
      return { code, stderr: await errors };
    },
  };
}
