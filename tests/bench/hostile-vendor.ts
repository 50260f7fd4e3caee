// A vendor that answers one list, and what is passed through, with an attack: the first segment of the
// path says which.
// Prints its address. Usage: node hostile-vendor.ts
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';

/** `head`, `part` so many times, `tail`. */
interface Text {
  head: string;
  part: string;
  times: number;
  tail: string;
}

const list = { head: '{"success":true,"results":[', tail: '{}]}' };
const texts: Readonly<Record<string, Text>> = {
  fine: { head: '', part: '', times: 0, tail: '{"success":true,"results":[]}' },
  'gzip-bomb': { ...list, part: '{},', times: 20_000_000 },
  brackets: { head: '', part: '[', times: 31_000_000, tail: '' },
  deep: {
    head: '{"success":true,"results":[{"id":"1","value":',
    part: '[',
    times: 50_000,
    tail: `1${']'.repeat(50_000)}}]}`,
  },
  // As much as is taken: nothing fits, everything fits, one long text.
  'within-empty': { ...list, part: '{},', times: 249_000 },
  'within-tags': { ...list, part: '{"id":"1","title":"a","isArchived":false},', times: 124_000 },
  'within-long': {
    head: '{"success":true,"results":["',
    part: 'x',
    times: 33_000_000,
    tail: '"]}',
  },
};

async function pack({ head, part, times, tail }: Text): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => gzip.once('end', resolve));
  gzip.write(head);
  for (let left = times; left > 0; left -= 1_000_000) {
    const isFull = gzip.write(part.repeat(Math.min(left, 1_000_000)));
    if (!isFull) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end(tail);
  await ended;
  return Buffer.concat(chunks);
}

/** Tags are the smallest records there are, and so the most of an answer. */
const attacked: ReadonlySet<string> = new Set(['candidateTag.list', 'x']);

const packed = new Map<string, Buffer>();
for (const [name, text] of Object.entries(texts)) packed.set(name, await pack(text));

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const [, attack = '', method = ''] = request.url?.split('/') ?? [];
    const body = packed.get(attacked.has(method) ? attack : 'fine');
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    response.writeHead(body === undefined ? 404 : 200, headers).end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
