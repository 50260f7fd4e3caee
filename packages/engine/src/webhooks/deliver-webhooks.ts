import type { Clock, Log, OutgoingGuard } from '@hirewire/connector-kit';
import { AddressRefusedError, jitter } from '@hirewire/connector-kit';
import type { Database, TryOutcome, WebhookDelivery } from '@hirewire/store';
import {
  disableWebhookEndpoint,
  endDelivery,
  postponeDelivery,
  claimDueDeliveries,
} from '@hirewire/store';
import type { SecretKeys } from '../integrations/sealing.ts';
import { unseal } from '../integrations/sealing.ts';
import { signWebhook } from './sign-webhook.ts';

export interface DeliveryEnvironment {
  database: Database;
  secretKeys: SecretKeys;
  guard: OutgoingGuard;
  clock: Clock;
  log: Log;
  /** Where people reach this Hirewire, without a slash at the end; for `log_url`. */
  publicUrl: string;
}

/** For each endpoint, over all processes; and in this process. */
const maxConcurrent = { endpoint: 4, here: 32 };

/** A receiver has this long for its answer: it should note the event and work on it afterwards. */
const answerMs = 15_000;

/** Longer than an answer may take. Where a worker died in the middle, another one sends it again. */
const leaseSeconds = 60;

const pollMs = 500;

/** Seconds until the next try; the last one is repeated until three days are over. */
const waits = [5, 30, 120, 600, 1800, 3600, 2 * 3600, 4 * 3600, 8 * 3600];
const triedForSecondsAtMost = 3 * 24 * 3600;

/** Sends what waits until the signal is aborted; resolves when nothing is under way any more. */
export async function deliverWebhooks(
  environment: DeliveryEnvironment,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock, log } = environment;
  const underWay = new Set<Promise<void>>();
  while (!signal.aborted) {
    const limit = maxConcurrent.here - underWay.size;
    const limits = { limit, maxConcurrent: maxConcurrent.endpoint, leaseSeconds };
    const taken = await claimDueDeliveries(database, limits).catch((error: unknown) => {
      log.warn({ error }, 'looking for webhooks to send failed; it is tried again');
      return [];
    });
    for (const delivery of taken) {
      const sent: Promise<void> = deliver(environment, delivery)
        .catch((error: unknown) => {
          log.warn(
            { ...nameOf(delivery), error },
            'a webhook could not be sent; it is tried again',
          );
        })
        .finally(() => underWay.delete(sent));
      underWay.add(sent);
    }
    if (taken.length === 0) await clock.sleep(pollMs, signal).catch(() => undefined);
  }
  await Promise.all(underWay);
}

async function deliver(environment: DeliveryEnvironment, delivery: WebhookDelivery): Promise<void> {
  const { database, log } = environment;
  const outcome = await send(environment, delivery);
  if (outcome.error === null) {
    await endDelivery(database, delivery, { ...outcome, state: 'DELIVERED' });
    return;
  }
  const isOver = delivery.triedForSeconds >= triedForSecondsAtMost;
  log.info({ ...nameOf(delivery), ...outcome, tries: delivery.tries }, 'a webhook was not taken');
  if (outcome.status === 410) {
    await postponeDelivery(database, delivery, { ...outcome, seconds: 0 });
    await disable(environment, delivery, 'It answered 410 Gone.');
  } else if (isOver) {
    await endDelivery(database, delivery, { ...outcome, state: 'FAILED' });
    const reason = `It took an event at none of ${delivery.tries} tries in three days: ${outcome.error}`;
    await disable(environment, delivery, reason);
  } else {
    const wait = waits[Math.min(delivery.tries, waits.length) - 1] ?? 0;
    await postponeDelivery(database, delivery, { ...outcome, seconds: jitter(wait * 1000) / 1000 });
  }
}

async function disable(
  { database, log }: DeliveryEnvironment,
  delivery: WebhookDelivery,
  reason: string,
): Promise<void> {
  if (await disableWebhookEndpoint(database, delivery, reason)) {
    log.warn({ ...nameOf(delivery), reason }, 'a webhook endpoint was switched off');
  }
}

/** One try. Never rejects for what the receiver does. */
async function send(
  environment: DeliveryEnvironment,
  delivery: WebhookDelivery,
): Promise<TryOutcome> {
  const { guard, clock } = environment;
  const body = JSON.stringify(bodyOf(environment, delivery));
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const signed = signWebhook(
    { id: delivery.eventId, body, seconds },
    secretsOf(environment, delivery),
  );
  try {
    const response = await guard.fetch(new URL(delivery.url), {
      method: 'POST',
      headers: new Headers({
        'content-type': 'application/json',
        'user-agent': 'Hirewire',
        ...signed,
      }),
      body,
      signal: AbortSignal.timeout(answerMs),
    });
    // Nobody reads it, and it may have no end.
    await response.body?.cancel();
    const { status } = response;
    if (status >= 200 && status < 300) return { status, error: null };
    const error = status >= 300 && status < 400 ? 'redirects are not followed' : 'not accepted';
    return { status, error: `status ${status}: ${error}` };
  } catch (error) {
    return { status: null, error: describe(error) };
  }
}

/** `log_url` is known to this process, not to the database that wrote the event. */
function bodyOf(
  { publicUrl }: DeliveryEnvironment,
  { eventId, type, data }: WebhookDelivery,
): object {
  const logPaths: Readonly<Record<string, string>> = {
    'sync-finished': `syncs/${String(data['sync_id'])}`,
    'connection-flow-failed': `webhook-events/${eventId}`,
  };
  const path = logPaths[type];
  const log = path === undefined ? {} : { log_url: `${publicUrl}/hirewire/v1/${path}` };
  return { id: eventId, type, data: { ...data, ...log } };
}

function secretsOf(
  { secretKeys }: DeliveryEnvironment,
  { endpointId, sealedSecret, previousSealedSecret }: WebhookDelivery,
): { current: string; previous: string | null } {
  const unsealSecret = (sealed: Buffer): string => unseal(secretKeys, endpointId, sealed);
  return {
    current: unsealSecret(sealedSecret),
    previous: previousSealedSecret === null ? null : unsealSecret(previousSealedSecret),
  };
}

function describe(error: unknown): string {
  if (error instanceof AddressRefusedError) return error.message;
  if (!(error instanceof Error)) return 'the connection failed';
  if (error.name === 'TimeoutError') return `no answer within ${answerMs / 1000} seconds`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function nameOf({ endpointId, eventId, type, integrationId }: WebhookDelivery) {
  return { endpointId, eventId, type, integrationId };
}
