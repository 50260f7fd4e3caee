import { createServer } from 'node:http';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer as readAll } from 'node:stream/consumers';
import { after } from 'node:test';

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface TestServer {
  port: number;
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** Every request that arrived whole. */
  received: ReceivedRequest[];
  /** The local address of every connection, as not even a handshake may arrive at some. */
  reached: string[];
  /** Resolves when a connection that was open, or will be, has been closed. */
  closed: Promise<void>;
  close(): Promise<void>;
}

/** A server on a real socket until the tests of the file are over. Reads a request, then answers. */
export async function listen(
  listener: RequestListener,
  { host = '127.0.0.1' }: { host?: string } = {},
): Promise<TestServer> {
  const received: ReceivedRequest[] = [];
  const reached: string[] = [];
  const { promise: closed, resolve: announceClosed } = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    const answer = async (): Promise<void> => {
      received.push({ method, path, headers, body: await readAll(request) });
      listener(request, response);
    };
    // A client may go away in the middle of its request.
    answer().catch(() => request.socket.destroy());
  });
  server.on('connection', (socket) => {
    reached.push(socket.localAddress ?? '');
    socket.on('close', () => announceClosed());
  });
  await new Promise<void>((resolve) => void server.listen(0, host, resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  after(close);
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, received, reached, closed, close };
}
