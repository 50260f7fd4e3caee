import { createHmac } from 'node:crypto';

/** Secrets of an endpoint, such as `whsec_…`. Each is shown to the customer once. */
export interface WebhookSecrets {
  current: string;
  /** Valid during a rotation, while the customer's receivers change over; the oldest last. */
  previous: readonly string[];
}

/**
 * The headers that authenticate a delivery.
 *
 * Standard Webhooks (https://www.standardwebhooks.com) signs id, time and body with the bytes that
 * the secret encodes, once for each valid secret. `X-Kombo-Signature` signs the body with the text of
 * a single secret. During a rotation that is the oldest one, so that no receiver breaks before the old
 * secret expires.
 */
export function signWebhook(
  { id, body, seconds }: { id: string; body: string; seconds: number },
  secrets: WebhookSecrets,
): Record<string, string> {
  const all = [secrets.current, ...secrets.previous];
  const signatures = all.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  const oldest = secrets.previous.at(-1) ?? secrets.current;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
    'x-kombo-signature': createHmac('sha256', oldest).update(body).digest('base64url'),
  };
}
