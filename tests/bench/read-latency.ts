import { Agent, get } from 'node:http';

export interface Target {
  url: string;
  headers: Record<string, string>;
}

/** Milliseconds that requests took. */
export interface Latencies {
  mean: number;
  p50: number;
  p99: number;
}

/** One after the other on one connection: `urls` in turns, each `times` times. */
export async function measureLatencies(
  urls: readonly string[],
  headers: Record<string, string>,
  { times, until = () => false }: { times: number; until?: () => boolean },
): Promise<Latencies[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const taken = urls.map(() => [] as number[]);
  for (let time = 0; time < times && !until(); time += 1) {
    for (const [index, url] of urls.entries()) {
      const start = performance.now();
      await fetchBody(url, headers, agent);
      taken[index]?.push(performance.now() - start);
    }
  }
  agent.destroy();
  return taken.map(summarize);
}

/** The addresses of every nth page of a list, from its first to its last. */
export async function listPages(target: Target, everyNth: number): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const urls: string[] = [];
  let url: string | null = `${target.url}?page_size=100`;
  for (let page = 0; url !== null; page += 1) {
    if (page % everyNth === 0) urls.push(url);
    const body: string = await fetchBody(url, target.headers, agent);
    const next = /"next":"([^"]*)"\}\}$/.exec(body.slice(-400))?.[1];
    url =
      next === undefined ? null : `${target.url}?page_size=100&cursor=${encodeURIComponent(next)}`;
  }
  agent.destroy();
  return urls;
}

function summarize(taken: number[]): Latencies {
  const sorted = taken.toSorted((first, second) => first - second);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const mean = sorted.reduce((sum, one) => sum + one, 0) / Math.max(1, sorted.length);
  return { mean, p50: at(0.5), p99: at(0.99) };
}

function fetchBody(url: string, headers: Record<string, string>, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`${response.statusCode}: ${body.slice(0, 400)}`));
      });
    }).on('error', reject);
  });
}
