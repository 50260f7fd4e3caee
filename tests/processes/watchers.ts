import {
  assertSame,
  createFollower,
  createPoller,
  readEverything,
} from '../consistency/mirrors.ts';
import { type ListName, listNames } from '../consistency/told.ts';
import type { Client } from './load.ts';
import type { Receiver } from './receiver.ts';

/** Those who keep a copy of all lists, each in its own way. */
export interface Watchers {
  /** They ask until it is aborted. */
  watch(signal: AbortSignal): Promise<void>;
  /** Everybody asks once more, and then has what the lists show. */
  assertComplete(): Promise<void>;
}

/** A customer who reads what webhooks name, when they come, and nothing else. */
function createNotified(read: Parameters<typeof createPoller>[0], { events }: Receiver) {
  const { mirror, begin, round } = createPoller(read, 100);
  let seen = 0;
  return {
    mirror,
    what: 'a customer who waits for webhooks',
    begin,
    async round(): Promise<void> {
      const news = events.slice(seen);
      seen += news.length;
      const named = news.flatMap(({ data }) => data.changed_models ?? []).map(({ name }) => name);
      const changed = listNames.filter((list: ListName) => named.includes(`ats_${list}`));
      await round(changed);
    },
  };
}

export async function startWatchers(client: Client, receiver: Receiver): Promise<Watchers> {
  const read = {
    async call(path: string) {
      const { status, body } = await client.call({ path });
      return { status, json: body as { data: unknown }, text: JSON.stringify(body) };
    },
  };
  const all = [
    createNotified(read, receiver),
    createPoller(read, 250),
    createPoller(read, 50),
    createFollower(read, { limit: 1000 }),
    createFollower(read, { limit: 50 }),
  ];
  for (const watcher of all) await watcher.begin();
  return {
    async watch(signal) {
      const goOn = async (round: () => Promise<void>): Promise<void> => {
        while (!signal.aborted) {
          await round();
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      };
      await Promise.all(all.map((watcher) => goOn(() => watcher.round())));
    },
    async assertComplete() {
      for (const watcher of all) await watcher.round();
      const truth = await readEverything(read, 100);
      for (const { what, mirror } of all) assertSame(what, mirror, truth);
    },
  };
}
