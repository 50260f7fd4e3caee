import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Event {
  id: string;
  type: string;
  data: { integration_id: string; changed_models?: { name: string }[] };
}

/** A customer's server for webhooks. */
export interface Receiver {
  url: string;
  /** Of the endpoint that leads to it. */
  endpointId: string;
  /** All that came, in its order, repetitions too. */
  events: readonly Event[];
  close(): Promise<void>;
}

export async function startReceiver(host: string): Promise<Receiver> {
  const events: Event[] = [];
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        events.push(JSON.parse(body) as Event);
        response.end();
      },
      // The sender died or lost its cable in the middle: nothing has come.
      () => response.destroy(),
    );
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}/hook`,
    endpointId: '',
    events,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
