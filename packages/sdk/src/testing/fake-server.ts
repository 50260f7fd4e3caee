import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hirewire, type HirewireOptions, type LogEvent } from '../index.ts';

export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** What to answer with; a function does it all by itself. */
export type Answer =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  | ((response: ServerResponse, request: ReceivedRequest) => void);

export interface FakeServer {
  client: Hirewire;
  received: ReceivedRequest[];
  events: LogEvent[];
  /** The answers to come, in order; the last one is repeated. */
  answers: Answer[];
  /** Another client of the same server. */
  createClient(options?: Partial<HirewireOptions>): Hirewire;
  close(): Promise<void>;
}

/** A real server on a free port that says what it is told to, and keeps what it was asked. */
export async function startFakeServer(options: Partial<HirewireOptions> = {}): Promise<FakeServer> {
  const received: ReceivedRequest[] = [];
  const events: LogEvent[] = [];
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const createClient = (more: Partial<HirewireOptions> = {}): Hirewire =>
    new Hirewire({
      server_url: `http://127.0.0.1:${port}/v1`,
      api_key: 'hw_secret',
      integration_id: 'ashby:one',
      log: (event) => void events.push(event),
      ...options,
      ...more,
    });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const asked = describe(request, Buffer.concat(parts).toString());
    received.push(asked);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    if (typeof next === 'function') return next(response, asked);
    response.writeHead(next?.status ?? 200, {
      'content-type': 'application/json',
      'x-request-id': `request-${received.length}`,
      ...next?.headers,
    });
    const body = next?.body ?? { status: 'success', data: {}, warnings: [] };
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  return {
    client: createClient(),
    received,
    events,
    answers,
    createClient,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function describe(request: IncomingMessage, text: string): ReceivedRequest {
  const { method = '', url = '', headers } = request;
  return { method, url, headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** An error answer of the wire. */
export function errorBody(code: string | null, message = 'What happened.'): unknown {
  const log_url = 'https://hirewire.example/hirewire/v1/interactions/1';
  return { status: 'error', error: { code, title: 'A title', message, log_url } };
}
