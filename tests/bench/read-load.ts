import { Agent } from 'node:http';
import { fetchBody, nextCursor, pageUrl } from './http-get.ts';
import type { Target } from './http-get.ts';

/** Pages per second that `clients` readers get, each walking through the list again and again. */
export async function measurePages(
  target: Target,
  clients: number,
  seconds: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const until = performance.now() + seconds * 1000;
  let pages = 0;
  const walk = async (): Promise<void> => {
    let cursor: string | null = null;
    while (performance.now() < until) {
      cursor = nextCursor(await fetchBody(pageUrl(target, cursor), target, agent));
      pages += 1;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, walk));
  agent.destroy();
  return pages / ((performance.now() - start) / 1000);
}

/** Reads a list once from its start to its end: the address of each page, and the time it took. */
export async function walkOnce(target: Target): Promise<{ urls: string[]; milliseconds: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const urls = [pageUrl(target, null)];
  const start = performance.now();
  for (;;) {
    const cursor = nextCursor(await fetchBody(urls.at(-1) ?? '', target, agent));
    if (cursor === null) break;
    urls.push(pageUrl(target, cursor));
  }
  agent.destroy();
  return { urls, milliseconds: performance.now() - start };
}
