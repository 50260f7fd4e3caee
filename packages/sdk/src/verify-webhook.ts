import { WebhookVerificationError } from './errors.ts';
import type { WebhookEvent } from './generated/models.ts';
import { now } from './platform.ts';

/** A delivery: a web `Request`, or the headers and the raw body that your framework has. */
export interface WebhookRequest {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it came: parsed and written again it has another signature. */
  readonly body: string | Uint8Array;
}

export interface WebhookOptions {
  /** How far the time of a delivery may be from now, in seconds. Default: 300. */
  readonly tolerance_seconds?: number;
}

/**
 * Resolves to the event of a delivery, or rejects with a WebhookVerificationError. Deliveries of
 * Hirewire carry the headers of Standard Webhooks, which also prove their time, and
 * `X-Kombo-Signature`; one that has only the latter is accepted by it alone. Signatures are compared in
 * constant time.
 *
 * @example
 * const event = await verifyWebhook(request, secret);
 * if (event.type === 'data-changed') console.log(event.data.changed_models);
 */
export async function verifyWebhook(
  request: Request | WebhookRequest,
  /** The endpoint's secret, or while it is being replaced all that are valid. */
  secret: string | readonly string[],
  options: WebhookOptions = {},
): Promise<WebhookEvent> {
  const headers = toHeaders(request.headers);
  const body = await readBody(request);
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (secrets.length === 0 || secrets.includes('')) {
    throw new TypeError('`secret` is empty: `npx hirewire webhooks create` shows it.');
  }
  const checks = headers.has('webhook-signature')
    ? standardChecks(headers, body, { secrets, toleranceSeconds: options.tolerance_seconds ?? 300 })
    : compatibleChecks(headers, body, secrets);
  const results = await Promise.all(checks.map(isSigned));
  if (!results.includes(true)) {
    throw new WebhookVerificationError('The signature does not fit the body and the secret.');
  }
  return parseEvent(body);
}

interface Check {
  readonly key: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly signed: Uint8Array<ArrayBuffer>;
}

/** https://www.standardwebhooks.com: HMAC-SHA256 over id, time and body. */
function standardChecks(
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  { secrets, toleranceSeconds }: { secrets: readonly string[]; toleranceSeconds: number },
): Check[] {
  const id = headers.get('webhook-id') ?? '';
  const time = headers.get('webhook-timestamp') ?? '';
  const distance = Math.abs(now() / 1000 - Number(time));
  if (!/^\d+$/.test(time) || distance > toleranceSeconds) {
    throw new WebhookVerificationError(
      `\`webhook-timestamp\` is not within ${toleranceSeconds} seconds of this machine's clock.`,
    );
  }
  const signed = join(encode(`${id}.${time}.`), body);
  const signatures = (headers.get('webhook-signature') ?? '')
    .split(' ')
    .flatMap((entry) => (entry.startsWith('v1,') ? fromBase64(entry.slice(3)) : []));
  return secrets.flatMap((secret) =>
    fromBase64(secret.replace(/^whsec_/, '')).flatMap((key) =>
      signatures.map((signature) => ({ key, signature, signed })),
    ),
  );
}

/** HMAC-SHA256 over the body, with the text of the secret as its key. */
function compatibleChecks(
  headers: Headers,
  signed: Uint8Array<ArrayBuffer>,
  secrets: readonly string[],
): Check[] {
  const text = headers.get('x-kombo-signature');
  if (text === null) {
    throw new WebhookVerificationError('The request has no header with a signature.');
  }
  return fromBase64(text.trim()).flatMap((signature) =>
    secrets.map((secret) => ({ key: encode(secret), signature, signed })),
  );
}

async function isSigned({ key, signature, signed }: Check): Promise<boolean> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  if (key.length === 0) return false;
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['verify']);
  return crypto.subtle.verify('HMAC', imported, signature, signed);
}

function parseEvent(body: Uint8Array): WebhookEvent {
  let event: unknown;
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new WebhookVerificationError('The body is no JSON.', { cause: error });
  }
  if (typeof event !== 'object' || event === null || !('type' in event)) {
    throw new WebhookVerificationError('The body is no event: it has no `type`.');
  }
  return event as WebhookEvent;
}

function toHeaders(given: WebhookRequest['headers']): Headers {
  if (given instanceof Headers) return given;
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    for (const text of typeof value === 'string' ? [value] : value) headers.append(name, text);
  }
  return headers;
}

async function readBody(request: Request | WebhookRequest): Promise<Uint8Array<ArrayBuffer>> {
  if ('arrayBuffer' in request) return new Uint8Array(await request.arrayBuffer());
  const { body } = request;
  if (typeof body === 'string') return encode(body);
  if (body instanceof Uint8Array) return Uint8Array.from(body);
  throw new TypeError(
    '`body` must be the raw body, as text or bytes, not what was parsed from it.',
  );
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text));
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** Base64 of either alphabet, padded or not; an empty list for anything else. */
function fromBase64(text: string): Uint8Array<ArrayBuffer>[] {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return [Uint8Array.from(binary, (character) => character.codePointAt(0) ?? 0)];
  } catch {
    return [];
  }
}
