// The floor of reading: `node:http` and `pg`, one pre-rendered text per row, nothing else.
// Usage: node floor-server.ts DATABASE_URL INTEGRATION_ID
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

const [url, integrationId] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const after = new URL(request.url ?? '/', 'http://floor').searchParams.get('cursor') ?? '';
  const { rows } = await pool.query<[string, string]>({
    name: 'page',
    text: `select id, body from floor.rendered
           where integration_id = $1 and id > $2 order by id limit 101`,
    values: [integrationId, after],
    rowMode: 'array',
  });
  const next = rows.length > 100 ? `"${rows[99]?.[0]}"` : 'null';
  if (rows.length > 100) rows.pop();
  const results = rows.map((row) => row[1]).join(',');
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(`{"status":"success","data":{"results":[${results}],"next":${next}}}`);
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}/` })}\n`);
});
