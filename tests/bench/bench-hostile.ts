import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { loadSettings, openHirewire } from '@hirewire/server';
import type { Hirewire } from '@hirewire/server';
import { createApiKey, findOrCreateEnvironment, listRuns } from '@hirewire/store';
import type { Machine } from './machine.ts';
import type { measures, Report } from './measures.ts';
import { round } from './measures.ts';

/** What one attack works with. */
interface Stage {
  hirewire: Hirewire;
  server: { url: string; pid: number };
  vendorUrl: string;
  environmentId: string;
  /** Of the environment that attacks, and of another one. */
  keys: { attacker: string; other: string };
}

/** How it was answered. */
type Attack = (stage: Stage) => Promise<string>;

const emptyObjects = (count: number): string => `${'{},'.repeat(count - 1)}{}`;

const attacks: { readonly [Measure in keyof typeof measures & `hostile${string}`]: Attack } = {
  hostileGzip: (stage) => syncFrom(stage, 'gzip-bomb'),
  hostileDeep: (stage) => syncFrom(stage, 'deep'),
  hostileBrackets: (stage) => passThrough(stage, 'brackets'),
  hostileBodies: async (stage) => {
    const { id } = await createIntegration(stage, 'fine');
    const body = `{"method":"POST","path":"/x","data":[${emptyObjects(17_000_000)}]}`;
    const sent = () => post(stage, { path: '/passthrough/ashby/v1', id, body });
    return (await Promise.all([sent(), sent()])).join(', ');
  },
  hostileAttachments: async (stage) => {
    const { id } = await createIntegration(stage, 'fine');
    const body = `{"attachments":[${emptyObjects(349_000)}]}`;
    return post(stage, { path: '/ats/candidates', id, body });
  },
  hostileWithinEmpty: (stage) => syncFrom(stage, 'within-empty'),
  hostileWithinTags: (stage) => syncFrom(stage, 'within-tags'),
  hostileWithinLong: (stage) => syncFrom(stage, 'within-long'),
  hostileWithinPassthrough: (stage) => passThrough(stage, 'within-tags'),
  hostileWithinFiles: async (stage) => {
    const { id } = await createIntegration(stage, 'fine');
    const file = `{"name":"cv.pdf","content_type":"application/pdf","data":"${'A'.repeat(27_000_000)}"}`;
    const body = `{"candidate":{},"attachments":[${file},${file}]}`;
    const sent = () => post(stage, { path: '/ats/candidates', id, body });
    return (await Promise.all([sent(), sent()])).join(', ');
  },
  hostileWithinBody: async (stage) => {
    const { id } = await createIntegration(stage, 'fine');
    const body = `{"attachments":[${emptyObjects(4_990)}]}`;
    return post(stage, { path: '/ats/candidates', id, body });
  },
};

/** How long another customer waits while somebody attacks, and what that costs the process. */
export async function benchHostile(machine: Machine, report: Report): Promise<void> {
  const { url: databaseUrl, directory: dataDirectory } = machine;
  const settings = loadSettings({
    databaseUrl,
    dataDirectory,
    logLevel: 'silent',
    allowRemoteBaseUrl: true,
  });
  const hirewire = await openHirewire(settings);
  try {
    report.progress('packing what the vendor answers');
    const vendor = await machine.start<{ url: string }>('hostile-vendor.ts', []);
    for (const [measure, attack] of Object.entries(attacks)) {
      // A process of its own for each, as the memory of one would hide the next.
      const server = await machine.start<Stage['server']>('hostile-server.ts', [
        databaseUrl,
        dataDirectory,
      ]);
      const attacker = await createCustomer(hirewire, 'Attacker');
      const { key: other } = await createCustomer(hirewire, 'Other');
      const keys = { attacker: attacker.key, other };
      const { environmentId } = attacker;
      const stage = { hirewire, server, vendorUrl: vendor.url, environmentId, keys };
      report.add(measure as keyof typeof attacks, await measureAttack(stage, attack));
      process.kill(server.pid, 'SIGKILL');
    }
  } finally {
    await hirewire.close();
  }
}

async function createCustomer({ database }: Hirewire, name: string) {
  const { id: environmentId } = await findOrCreateEnvironment(database, { name });
  const { key } = await createApiKey(database, { environmentId, name: 'bench' });
  return { environmentId, key };
}

async function measureAttack(stage: Stage, attack: Attack): Promise<string> {
  const watch = await watchOther(stage);
  const outcome = await attack(stage).catch((error: unknown) => `none: ${String(error)}`);
  const { waitedMs, grownMiB } = await watch.end();
  return `${round(waitedMs)} ms, ${round(grownMiB)} MiB; ${outcome}`;
}

/** Sends one request of another customer after the other, and looks at the memory of the process. */
async function watchOther({ server, keys }: Stage) {
  const headers = { authorization: `Bearer ${keys.other}` };
  const ask = async (): Promise<number> => {
    const start = performance.now();
    const answer = await fetch(`${server.url}/v1/check-api-key`, { headers });
    await answer.arrayBuffer();
    return performance.now() - start;
  };
  for (let warmUp = 0; warmUp < 200; warmUp += 1) await ask();
  // Linux then begins anew to note how much it was at most.
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
  const before = residentMiB(server.pid);
  let [waitedMs, mostMiB, isOver] = [0, before, false];
  const watching = (async () => {
    while (!isOver) {
      waitedMs = Math.max(waitedMs, await ask());
      mostMiB = Math.max(mostMiB, residentMiB(server.pid));
      await pause(5);
    }
  })();
  return {
    async end() {
      isOver = true;
      await watching;
      return { waitedMs, grownMiB: mostMiB - before };
    },
  };
}

/** What it was at most: nothing between two looks is missed. */
function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

function createIntegration({ hirewire, vendorUrl, environmentId }: Stage, answer: string) {
  return hirewire.engine.createIntegration({
    environmentId,
    tool: 'ashby',
    credentials: { api_key: 'bench' },
    endUser: { organizationName: 'Bench', creatorEmail: null, originId: null },
    remoteBaseUrl: `${vendorUrl}/${answer}`,
  });
}

async function syncFrom(stage: Stage, answer: string): Promise<string> {
  const { database } = stage.hirewire;
  const { id } = await createIntegration(stage, answer);
  for (;;) {
    const [run] = await listRuns(database, id, { limit: 1 });
    if (run?.endedAt) return `${run.state}: ${run.message?.split('\n')[0]?.slice(0, 200) ?? ''}`;
    await pause(100);
  }
}

async function passThrough(stage: Stage, answer: string): Promise<string> {
  const { id } = await createIntegration(stage, answer);
  const body = JSON.stringify({ method: 'GET', path: '/x' });
  return post(stage, { path: '/passthrough/ashby/v1', id, body });
}

async function post(
  { server, keys }: Stage,
  { path, id, body }: { path: string; id: string; body: string },
): Promise<string> {
  const answer = await fetch(`${server.url}/v1${path}`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${keys.attacker}`,
      'x-integration-id': id,
      'content-type': 'application/json',
    },
  });
  await answer.arrayBuffer();
  return String(answer.status);
}
