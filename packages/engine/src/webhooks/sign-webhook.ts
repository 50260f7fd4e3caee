import { createHmac } from 'node:crypto';

/** Secrets of an endpoint: texts such as `whsec_…`, of which the customer was shown each once. */
export interface WebhookSecrets {
  current: string;
  /** Still valid while the customer's receivers change over; null otherwise. */
  previous: string | null;
}

/**
 * The headers that prove a delivery.
 *
 * Standard Webhooks (https://www.standardwebhooks.com) signs id, time and body with the bytes that
 * the secret stands for, once for each valid secret. `X-Kombo-Signature` signs the body with the text
 * of one secret, and has room for no second: it stays with the old one until that expires, so that
 * replacing a secret breaks no receiver before.
 */
export function signWebhook(
  { id, body, seconds }: { id: string; body: string; seconds: number },
  secrets: WebhookSecrets,
): Record<string, string> {
  const all = secrets.previous === null ? [secrets.current] : [secrets.current, secrets.previous];
  const signatures = all.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  const oldest = secrets.previous ?? secrets.current;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
    'x-kombo-signature': createHmac('sha256', oldest).update(body).digest('base64url'),
  };
}
