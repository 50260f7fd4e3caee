import { Agent } from 'node:http';
import { fetchBody } from './http-get.ts';
import type { Target } from './http-get.ts';

/** Milliseconds that requests took. */
export interface Latencies {
  mean: number;
  p50: number;
  p99: number;
}

export interface Pages {
  target: Target;
  urls: readonly string[];
}

/**
 * One request after the other on one connection: each group's next page in turns, so that a machine
 * that slows down meanwhile slows all, `times` each.
 */
export async function measureLatencies(
  groups: readonly Pages[],
  { times, until = () => false }: { times: number; until?: () => boolean },
): Promise<Latencies[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const taken = groups.map(() => [] as number[]);
  for (let time = 0; time < times && !until(); time += 1) {
    for (const [index, { target, urls }] of groups.entries()) {
      const url = urls[time % urls.length] ?? '';
      const start = performance.now();
      await fetchBody(url, target, agent);
      taken[index]?.push(performance.now() - start);
    }
  }
  agent.destroy();
  return taken.map(summarize);
}

function summarize(taken: number[]): Latencies {
  const sorted = taken.toSorted((first, second) => first - second);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const mean = sorted.reduce((sum, one) => sum + one, 0) / Math.max(1, sorted.length);
  return { mean, p50: at(0.5), p99: at(0.99) };
}
