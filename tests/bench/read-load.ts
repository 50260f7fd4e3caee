import { Agent, get } from 'node:http';

/** Pages per second that `clients` readers get, each walking through the list again and again. */
export async function measurePages(
  target: { url: string; headers?: Record<string, string> },
  clients: number,
  seconds: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const until = performance.now() + seconds * 1000;
  let pages = 0;
  const walk = async (): Promise<void> => {
    let cursor: string | null = null;
    while (performance.now() < until) {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const tail = await fetchTail(
        `${target.url}?page_size=100${query}`,
        target.headers ?? {},
        agent,
      );
      const next = /"next":(?:null|"([^"]*)")\}\}$/.exec(tail);
      if (next === null) throw new Error(`not a page: …${tail}`);
      cursor = next[1] ?? null;
      pages += 1;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, walk));
  agent.destroy();
  return pages / ((performance.now() - start) / 1000);
}

/** Reads a whole answer and returns its last characters, where `next` stands. */
function fetchTail(url: string, headers: Record<string, string>, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        if (response.statusCode === 200) resolve(body.subarray(-400).toString());
        else reject(new Error(`${response.statusCode}: ${body.subarray(0, 400).toString()}`));
      });
    }).on('error', reject);
  });
}
