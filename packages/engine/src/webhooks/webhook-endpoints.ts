import { randomBytes } from 'node:crypto';
import type { OutgoingGuard } from '@hirewire/connector-kit';
import { isPlainHttp } from '@hirewire/connector-kit';
import { webhooks } from '@hirewire/contract';
import type { Database, EndpointKey, WebhookEndpoint } from '@hirewire/store';
import {
  insertWebhookEndpoint,
  maxWebhookEndpoints,
  replaceWebhookSecret,
  updateWebhookEndpoint,
} from '@hirewire/store';
import { EngineError } from '../engine-error.ts';
import type { SecretKeys } from '../integrations/sealing.ts';
import { seal } from '../integrations/sealing.ts';

/** What this version sends of the contract. */
const sentEventTypes: readonly string[] = webhooks
  .filter(({ notImplemented }) => notImplemented === null)
  .map(({ type }) => type);

interface WebhookEnvironment {
  database: Database;
  secretKeys: SecretKeys;
  guard: OutgoingGuard;
}

export interface WebhookEndpointRequest {
  environmentId: string;
  url: string;
  description: string | null;
  /** Null for all that Hirewire sends. */
  eventTypes: readonly string[] | null;
}

/** An endpoint with its secret, which cannot be read again. */
export interface EndpointWithSecret {
  endpoint: WebhookEndpoint;
  secret: string;
}

/** @throws EngineError `invalid-webhook` */
export async function createWebhookEndpoint(
  { database, secretKeys, guard }: WebhookEnvironment,
  request: WebhookEndpointRequest,
): Promise<EndpointWithSecret> {
  checkUrl(guard, request.url);
  const eventTypes = checkEventTypes(request.eventTypes);
  const secret = newSecret();
  const endpoint = await insertWebhookEndpoint(database, { ...request, eventTypes }, (id) =>
    seal(secretKeys, id, secret),
  );
  if (endpoint === null) {
    throw new EngineError(
      'invalid-webhook',
      `This environment has ${maxWebhookEndpoints} webhook endpoints, the most that one can have. ` +
        'Delete one that is not needed.',
    );
  }
  return { endpoint, secret };
}

/** Null where there is no such endpoint. @throws EngineError `invalid-webhook` */
export async function changeWebhookEndpoint(
  { database, guard }: WebhookEnvironment,
  key: EndpointKey,
  changes: Parameters<typeof updateWebhookEndpoint>[2],
): Promise<WebhookEndpoint | null> {
  if (changes.url !== undefined) checkUrl(guard, changes.url);
  const { eventTypes } = changes;
  const checked = eventTypes === undefined ? {} : { eventTypes: checkEventTypes(eventTypes) };
  return updateWebhookEndpoint(database, key, { ...changes, ...checked });
}

/** A new secret; the old one stays valid for some seconds. Null where there is no such endpoint. */
export async function rotateWebhookSecret(
  { database, secretKeys }: WebhookEnvironment,
  key: EndpointKey,
  overlapSeconds: number,
): Promise<EndpointWithSecret | null> {
  const secret = newSecret();
  const sealedSecret = seal(secretKeys, key.id, secret);
  const endpoint = await replaceWebhookSecret(database, key, { sealedSecret, overlapSeconds });
  return endpoint === null ? null : { endpoint, secret };
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** The address that a name resolves to is checked at each delivery. */
function checkUrl(guard: OutgoingGuard, text: string): void {
  const url = URL.parse(text);
  if (url === null || !isPlainHttp(url)) {
    throw new EngineError(
      'invalid-webhook',
      '`url` must be an http:// or https:// address without a user name or password.',
    );
  }
  const refusal = guard.refusalOf(url);
  if (refusal !== null) throw new EngineError('invalid-webhook', `\`url\`: ${refusal.message}`);
}

function checkEventTypes(eventTypes: readonly string[] | null): readonly string[] {
  if (eventTypes === null) return sentEventTypes;
  const unknown = eventTypes.filter((type) => !sentEventTypes.includes(type));
  if (unknown.length === 0 && eventTypes.length > 0) return [...new Set(eventTypes)];
  throw new EngineError(
    'invalid-webhook',
    `\`event_types\` must name at least one of ${sentEventTypes.join(', ')}` +
      `${unknown.length === 0 ? '' : `; not ${unknown.slice(0, 10).join(', ')}`}.`,
  );
}
