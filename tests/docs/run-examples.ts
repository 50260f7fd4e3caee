/**
 * Runs examples: `node run-examples.ts <secret of webhooks> <file>…`. Writes one line of JSON at the
 * end, what became of each. An example that receives webhooks gets a genuine one and a forged one.
 */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Server } from 'node:http';
import { type AddressInfo, Server as TcpServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

const [, , secret = '', ...files] = process.argv;
const timeoutMs = 60_000;

const event = JSON.stringify({
  id: 'EYJjhMQT3LtVKXnTbnRT8s6U',
  type: 'data-changed',
  data: {
    integration_id: 'ashby:8Xi6iZrwusZqJmDGXs49GBmJ',
    integration_tool: 'ashby',
    integration_category: 'ATS',
    changed_models: [{ name: 'ats_jobs' }],
  },
});

type Receive = (request: Request) => Promise<Response>;

const servers: Server[] = [];
/** Examples name a port that this machine may not have free. */
Server.prototype.listen = function listenAnywhere(this: Server) {
  servers.push(this);
  return TcpServer.prototype.listen.call(this, { port: 0, host: '127.0.0.1' });
} as Server['listen'];

const results = [];
for (const file of files) {
  const example = Promise.race([runExample(file), failAfter(timeoutMs)]);
  const error = await example.then(() => null, inspect);
  results.push({ file, error });
}
// Examples print, too: the results are on a line of their own, the last one.
process.stdout.write(`\n${JSON.stringify(results)}\n`, () => process.exit());

async function runExample(file: string): Promise<void> {
  const example = (await import(pathToFileURL(file).href)) as { POST?: Receive };
  const server = servers.pop();
  if (example.POST !== undefined) await sendWebhooks(example.POST);
  if (server === undefined) return;
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await sendWebhooks((request) => fetch(new Request(`http://127.0.0.1:${port}/`, request)));
  server.close();
}

async function sendWebhooks(receive: Receive): Promise<void> {
  for (const [key, status] of [
    [secret, 200],
    [Buffer.from('another secret').toString('base64'), 401],
  ] as const) {
    for (const signature of [compatibleHeaders(key), standardHeaders(key)]) {
      const headers = { 'content-type': 'application/json', ...signature };
      const request = { method: 'POST', headers, body: event };
      const response = await receive(new Request('http://127.0.0.1/', request));
      if (response.status === status) continue;
      throw new Error(`${inspect(headers)}: it answered ${response.status}, not ${status}.`);
    }
  }
}

function compatibleHeaders(key: string): Record<string, string> {
  return { 'x-kombo-signature': createHmac('sha256', key).update(event).digest('base64url') };
}

/** https://www.standardwebhooks.com */
function standardHeaders(key: string): Record<string, string> {
  const id = 'msg_1';
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(
    `${id}.${time}.${event}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${signature.digest('base64')}`,
  };
}

async function failAfter(milliseconds: number): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
  throw new Error(`It was not over after ${milliseconds / 1000} seconds.`);
}
