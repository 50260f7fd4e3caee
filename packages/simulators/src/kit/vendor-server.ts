import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delay } from './clock.ts';
import type { Now } from './clock.ts';
import { answerUnder } from './faults.ts';
import type { ErrorAnswer, FaultPlan } from './faults.ts';
import { isForm, readFormParts } from './form-parts.ts';
import type { ReceivedRequest } from './simulator.ts';
import type { VendorAnswer, VendorRequest } from './vendor-message.ts';

const maximumLoggedRequests = 10_000;
const maximumBodyBytes = 40 * 1024 * 1024;
/** Longer bodies are logged by their length. */
const maximumLoggedCharacters = 1024 * 1024;
/** Of brackets and commas. Nobody sends a vendor more, and to parse it would hold up the demo. */
const maximumSigns = 1_000_000;

/** The body is too long to be read. */
class BodyTooLongError extends Error {}

export interface VendorServerOptions {
  host: string;
  port: number;
  now: Now;
  faults: FaultPlan;
  errorAnswer: ErrorAnswer;
  answer: (request: VendorRequest) => VendorAnswer | Promise<VendorAnswer>;
}

export interface VendorServer {
  url: string;
  requests: () => readonly ReceivedRequest[];
  close: () => Promise<void>;
}

/** Serves a simulated vendor: reads bodies, keeps the request log, and lets faults happen. */
export async function startVendorServer(options: VendorServerOptions): Promise<VendorServer> {
  const log: ReceivedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing, { options, log }).catch((error: unknown) => {
      if (error instanceof BodyTooLongError) outgoing.writeHead(413, { connection: 'close' }).end();
      else outgoing.destroy();
    });
  });
  // Longer than any pause of a test: a client that reuses a connection just as the server closes
  // it sees a reset that nobody asked for.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    requests: () => log.slice(-maximumLoggedRequests),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

interface Setting {
  options: VendorServerOptions;
  log: ReceivedRequest[];
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { options, log }: Setting,
): Promise<void> {
  const request = await receive(incoming);
  const { method, path, query } = request;
  const received: ReceivedRequest = {
    method,
    path,
    query: query.toString(),
    body: loggedBody(request),
    status: 0,
    at: options.now(),
  };
  // Trimmed in large steps: shifting one entry per request would cost a copy each time.
  if (log.push(received) > 2 * maximumLoggedRequests) log.splice(0, maximumLoggedRequests);

  const fault = options.faults.take(received);
  const act = () => options.answer(request);
  const answer = await answerUnder(fault, act, options.errorAnswer);
  if (fault?.kind === 'timeout') {
    fault.onSilence?.();
    return;
  }
  if (fault?.kind === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  if (fault?.kind === 'slow') await delay(fault.delayMs ?? 100);
  received.status = answer.status;
  outgoing.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  outgoing.end(answer.body);
}

/** Files are logged by their size: their content would fill the memory. */
function loggedBody({ parts, body, text }: VendorRequest): unknown {
  if (text.length > maximumLoggedCharacters) return `${text.length} characters`;
  if (parts === null) return body ?? (text === '' ? undefined : text);
  return parts.map(({ name, filename, content }) => ({ name, filename, bytes: content.length }));
}

async function receive(incoming: IncomingMessage): Promise<VendorRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read all the same: the client would see a reset instead of an answer.
    if (size <= maximumBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > maximumBodyBytes) throw new BodyTooLongError('The body is too long.');
  const bytes = Buffer.concat(chunks);
  const parts = isForm(incoming.headers) ? await readFormParts(bytes, incoming.headers) : null;
  const text = parts === null ? bytes.toString('utf8') : '';
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://vendor.invalid');
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    bytes,
    text,
    body: parsedOrUndefined(text),
    fields: isUrlEncoded(incoming) ? new URLSearchParams(text) : null,
    parts,
  };
}

function isUrlEncoded({ headers }: IncomingMessage): boolean {
  const type = headers['content-type']?.toLowerCase() ?? '';
  return type.startsWith('application/x-www-form-urlencoded');
}

function hasTooManySigns(text: string): boolean {
  let signs = 0;
  for (let at = 0; at < text.length && signs <= maximumSigns; at += 1) {
    if ('[{,'.includes(text.charAt(at))) signs += 1;
  }
  return signs > maximumSigns;
}

function parsedOrUndefined(text: string): unknown {
  if (hasTooManySigns(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
