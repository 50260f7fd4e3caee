import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody who receives webhooks, and answers what a test says. */
export interface Receiver {
  url: string;
  answer: number;
  close(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = {
    url: '',
    answer: 200,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => outgoing.writeHead(receiver.answer).end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return receiver;
}
