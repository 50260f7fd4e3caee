import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody who receives callbacks: sends the handshake back, and answers what a test says. */
export interface Receiver {
  url: string;
  answer: number;
  /** Whether the handshake is sent back. */
  isKnowing: boolean;
  close(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = {
    url: '',
    answer: 202,
    isKnowing: true,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  const server = createServer((incoming, outgoing) => {
    const secret = incoming.headers['x-hook-secret'];
    const isHandshake = typeof secret === 'string' && receiver.isKnowing;
    const headers = isHandshake ? { 'x-hook-secret': secret } : {};
    const status = secret === undefined ? receiver.answer : 200;
    incoming.resume().on('end', () => outgoing.writeHead(status, headers).end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return receiver;
}
