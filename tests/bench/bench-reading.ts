import { createApiKey, findOrCreateEnvironment } from '@hirewire/store';
import { prepareRendered } from './copy-floor.ts';
import type { Target } from './http-get.ts';
import type { Machine } from './machine.ts';
import type { Report } from './measures.ts';
import { perSecond, round } from './measures.ts';
import type { Latencies, Pages } from './read-latency.ts';
import { measureLatencies } from './read-latency.ts';
import { measurePages, walkOnce } from './read-load.ts';

/** Pages next to each other that are read at a depth. */
const neighbours = 50;

export interface Readers {
  floor: Target;
  api: Target;
}

/** Starts the floor's server and Hirewire's, for one integration. */
export async function startReaders(machine: Machine, integrationId: string): Promise<Readers> {
  await prepareRendered(machine.url, integrationId);
  const { id: environmentId } = await findOrCreateEnvironment(machine.database, { name: 'Bench' });
  const { key } = await createApiKey(machine.database, { environmentId, name: 'bench' });
  const floor = await machine.start<Target>('floor-server.ts', [machine.url, integrationId]);
  const api = await machine.start<Target>('api-server.ts', [machine.url, machine.directory]);
  const headers = { authorization: `Bearer ${key}`, 'x-integration-id': integrationId };
  return { floor, api: { ...api, headers } };
}

export async function benchReading(
  machine: Machine,
  report: Report,
  one: { integrationId: string; syncBeside: () => Promise<unknown> },
): Promise<void> {
  report.progress('rendering the pages of the reading floor');
  const readers = await startReaders(machine, one.integrationId);
  await benchLoad(report, readers, { pages1: 1, pages8: 8 });
  report.progress('walking through the whole list');
  const floor = await walkOnce(readers.floor);
  const api = await walkOnce(readers.api);
  const floorRate = perSecond(floor.urls.length, floor.milliseconds);
  const apiRate = perSecond(api.urls.length, api.milliseconds);
  report.add('walk', round(apiRate), ofFloor(apiRate, floorRate));
  const pages = { floor: floor.urls, api: api.urls };
  await benchDepth(report, readers, pages);
  await benchPoll(report, 'poll', readers.api);
  const spread = api.urls.filter((_, index) => index % Math.ceil(api.urls.length / 100) === 0);
  await benchBeside(report, { target: readers.api, urls: spread }, one.syncBeside);
}

/** Pages per second of Hirewire and of the floor, in turns. */
export async function benchLoad(
  report: Report,
  { floor, api }: Readers,
  clientsOf: Partial<Record<'pages1' | 'pages8' | 'fleetPages', number>>,
): Promise<void> {
  for (const [measure, clients] of Object.entries(clientsOf)) {
    const rates = { floor: 0, api: 0 };
    // In turns, so that a machine that slows down meanwhile slows both. The first round warms up.
    for (let turn = 0; turn < 4; turn += 1) {
      const floorRate = await measurePages(floor, clients, turn === 0 ? 1 : 3);
      const apiRate = await measurePages(api, clients, turn === 0 ? 1 : 3);
      if (turn > 0) rates.floor += floorRate / 3;
      if (turn > 0) rates.api += apiRate / 3;
    }
    const name = measure as keyof typeof clientsOf;
    report.add(name, round(rates.api), ofFloor(rates.api, rates.floor));
  }
}

/** Pages near the start of the list, and as many nine tenths down. */
async function benchDepth(
  report: Report,
  readers: Readers,
  urls: { floor: readonly string[]; api: readonly string[] },
): Promise<void> {
  const depth = Math.floor(urls.api.length * 0.9);
  const at = (reader: keyof Readers, start: number): Pages => ({
    target: readers[reader],
    urls: urls[reader].slice(start, start + neighbours),
  });
  const groups = [at('api', 0), at('api', depth), at('floor', 0), at('floor', depth)];
  const [early, late, earlyFloor, lateFloor] = await measureLatencies(groups, { times: 400 });
  if (!early || !late || !earlyFloor || !lateFloor) throw new Error('a depth was not measured');
  report.add('depth1', shown(early), ofFloor(earlyFloor.p50, early.p50));
  report.add(
    'depth9',
    `${shown(late)}, from page ${round(depth)} on`,
    `${ofFloor(lateFloor.p50, late.p50)}, ${(late.p50 / early.p50).toFixed(2)} × the first`,
  );
}

export async function benchPoll(
  report: Report,
  measure: 'poll' | 'fleetPoll',
  target: Target,
): Promise<void> {
  const url = `${target.url}?updated_after=${new Date().toISOString()}`;
  const [poll] = await measureLatencies([{ target, urls: [url] }], { times: 1000 });
  if (poll !== undefined) report.add(measure, shown(poll));
}

async function benchBeside(
  report: Report,
  pages: Pages,
  syncBeside: () => Promise<unknown>,
): Promise<void> {
  const [idle] = await measureLatencies([pages], { times: 1000 });
  let hasEnded = false;
  const syncing = syncBeside().finally(() => (hasEnded = true));
  const until = (): boolean => hasEnded;
  const [busy] = await measureLatencies([pages], { times: Infinity, until });
  await syncing;
  if (idle === undefined || busy === undefined) return;
  report.add('readsIdle', shown(idle));
  report.add('readsBusy', shown(busy), `p99 ${(busy.p99 / idle.p99).toFixed(1)} × idle`);
}

const shown = ({ p50, p99 }: Latencies): string => `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}`;

const ofFloor = (value: number, floor: number): string =>
  `${(value / floor).toFixed(2)} of the floor`;
