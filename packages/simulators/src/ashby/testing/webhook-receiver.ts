import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Envelope } from './ashby-client.ts';

export interface ReceivedWebhook {
  action: string;
  data: Envelope['results'];
  /** Whether the signature is that of the secret, over the bytes as they came. */
  isSigned: boolean;
}

export interface WebhookReceiver {
  url: string;
  secret: string;
  received: ReceivedWebhook[];
  /** The status of the next answers; 200 at first, 0 for no answer at all. */
  answerWith: (status: number) => void;
  close: () => void;
}

/** A receiver of webhooks that checks every signature. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const secret = 'receiver-secret';
  let status = 200;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const digest = createHmac('sha256', secret).update(body).digest('hex');
      const isSigned = request.headers['ashby-signature'] === `sha256=${digest}`;
      const { action, data } = JSON.parse(body) as Omit<ReceivedWebhook, 'isSigned'>;
      received.push({ action, data, isSigned });
      if (status !== 0) response.writeHead(status).end();
    });
  });
  // A test that fails before it closes this must not keep the whole run waiting.
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    secret,
    received,
    answerWith: (next) => {
      status = next;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
