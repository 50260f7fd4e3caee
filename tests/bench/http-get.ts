import type { Agent } from 'node:http';
import { get } from 'node:http';

/** What is read: a server's list, with the headers that it wants. */
export interface Target {
  url: string;
  headers?: Record<string, string>;
}

/** Reads a whole answer; its last characters say where the list goes on. */
export function fetchBody(url: string, target: Target, agent: Agent): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: target.headers ?? {} }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`${response.statusCode}: ${body.subarray(0, 400).toString()}`));
      });
    }).on('error', reject);
  });
}

export function pageUrl(target: Target, cursor: string | null): string {
  const query = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  return `${target.url}?page_size=100${query}`;
}

/** Where the next page begins; null after the last. */
export function nextCursor(page: Buffer): string | null {
  const tail = page.subarray(-400).toString();
  const next = /"next":(?:null|"([^"]*)")\}\}$/.exec(tail);
  if (next === null) throw new Error(`not a page: …${tail}`);
  return next[1] ?? null;
}
