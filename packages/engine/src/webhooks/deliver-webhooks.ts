import type { Clock, Log, OutgoingGuard } from '@hirewire/connector-kit';
import { AddressRefusedError, jitter } from '@hirewire/connector-kit';
import type { Database, TryOutcome, WebhookDelivery } from '@hirewire/store';
import {
  claimDueDeliveries,
  disableWebhookEndpoint,
  endDelivery,
  postponeDelivery,
} from '@hirewire/store';
import type { SecretKeys } from '../integrations/sealing.ts';
import { unseal } from '../integrations/sealing.ts';
import { toPayload } from './payloads.ts';
import { signWebhook } from './sign-webhook.ts';
import type { WebhookSecrets } from './sign-webhook.ts';

export interface DeliveryEnvironment {
  database: Database;
  secretKeys: SecretKeys;
  guard: OutgoingGuard;
  clock: Clock;
  log: Log;
  /** Where people reach this Hirewire, without a trailing slash; for `log_url`. */
  publicUrl: string;
}

/** For each endpoint that accepts what it is sent, over all processes; and in this process. */
const maxConcurrent = { endpoint: 4, here: 64 };

/** A receiver must respond within this time: it should queue the event and process it afterwards. */
const responseTimeoutMs = 15_000;

/** Longer than a response may take. After it, another worker sends what a crashed one had claimed. */
const leaseSeconds = 60;

const pollMs = 500;

/**
 * Seconds until the next try of a delivery, by its tries, and of its endpoint, by its failures in a
 * row; the last one repeats until three days are over.
 */
const waits = [5, 30, 120, 600, 1800, 3600, 2 * 3600, 4 * 3600, 8 * 3600];
const maxTriedForSeconds = 3 * 24 * 3600;

/** Sends due deliveries until the signal is aborted; resolves once none is in flight. */
export async function deliverWebhooks(
  environment: DeliveryEnvironment,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock, log } = environment;
  const inFlight = new Map<Promise<void>, WebhookDelivery>();
  let wake = new AbortController();
  while (!signal.aborted) {
    const limit = maxConcurrent.here - inFlight.size;
    const busy = countBusy([...inFlight.values()]);
    const limits = { limit, maxConcurrent: maxConcurrent.endpoint, leaseSeconds, busy };
    const claimed = await claimDueDeliveries(database, limits).catch((error: unknown) => {
      log.warn(
        { event: 'webhook.claim.failed', error },
        'Claiming due webhooks failed; will retry',
      );
      return [];
    });
    for (const delivery of claimed) {
      const sent: Promise<void> = deliver(environment, delivery)
        .catch((error: unknown) => {
          const context = { event: 'webhook.delivery.crashed', ...nameOf(delivery), error };
          log.warn(context, 'Sending a webhook crashed; will retry when its lease expires');
        })
        .finally(() => {
          inFlight.delete(sent);
          // The next event of its integration may be due.
          wake.abort();
        });
      inFlight.set(sent, delivery);
    }
    if (claimed.length > 0) continue;
    if (!wake.signal.aborted) {
      const either = AbortSignal.any([signal, wake.signal]);
      await clock.sleep(pollMs, either).catch(() => undefined);
    }
    wake = new AbortController();
  }
  await Promise.all(inFlight.keys());
}

function countBusy(inFlight: readonly WebhookDelivery[]) {
  const byEnvironment = Map.groupBy(inFlight, ({ environmentId }) => environmentId);
  return [...byEnvironment].map(([environmentId, deliveries]) => ({
    environmentId,
    deliveries: deliveries.length,
    unproven: deliveries.filter(({ isProven }) => !isProven).length,
  }));
}

async function deliver(environment: DeliveryEnvironment, delivery: WebhookDelivery): Promise<void> {
  const { database, log } = environment;
  const outcome = await send(environment, delivery);
  if (outcome.error === null) {
    await endDelivery(database, delivery, { ...outcome, state: 'DELIVERED' });
    return;
  }
  const { tries, failures } = delivery;
  const context = { event: 'webhook.delivery.failed', ...nameOf(delivery), ...outcome, tries };
  log[tries === 1 ? 'info' : 'debug'](context, 'The receiver did not accept a webhook');
  if (outcome.status === 410) {
    await postponeDelivery(database, delivery, { ...outcome, retrySeconds: 0, pauseSeconds: 0 });
    await disable(environment, delivery, 'It answered 410 Gone.');
  } else if (delivery.triedForSeconds >= maxTriedForSeconds) {
    await endDelivery(database, delivery, { ...outcome, state: 'FAILED' });
    const { secondsSinceAccepted } = delivery;
    // One event that it refuses says nothing of an endpoint that accepts others.
    if (secondsSinceAccepted !== null && secondsSinceAccepted < maxTriedForSeconds) {
      const context = { event: 'webhook.delivery.abandoned', ...nameOf(delivery), tries };
      log.warn(context, 'The receiver refused a webhook for three days; giving it up');
      return;
    }
    const reason = `It accepted an event in none of ${tries} tries in three days: ${outcome.error}`;
    await disable(environment, delivery, reason);
  } else {
    const seconds = { retrySeconds: waitAfter(tries), pauseSeconds: waitAfter(failures + 1) };
    await postponeDelivery(database, delivery, { ...outcome, ...seconds });
  }
}

/** Shortened at random, so that receivers that failed together are not all asked together. */
function waitAfter(tries: number): number {
  return jitter((waits[Math.min(tries, waits.length) - 1] ?? 0) * 1000) / 1000;
}

async function disable(
  { database, log }: DeliveryEnvironment,
  delivery: WebhookDelivery,
  reason: string,
): Promise<void> {
  if (await disableWebhookEndpoint(database, delivery, reason)) {
    const context = { event: 'webhook.endpoint.disabled', ...nameOf(delivery), reason };
    log.warn(context, 'Webhook endpoint disabled');
  }
}

/** One try. Whatever the receiver does is an outcome, not an error. */
async function send(
  environment: DeliveryEnvironment,
  delivery: WebhookDelivery,
): Promise<TryOutcome> {
  const { guard, clock, publicUrl } = environment;
  const body = JSON.stringify(toPayload({ ...delivery, id: delivery.eventId }, publicUrl));
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
      signal: AbortSignal.timeout(responseTimeoutMs),
    });
    // Unread: it says nothing, and may be endless.
    await response.body?.cancel();
    const { status } = response;
    if (status >= 200 && status < 300) return { status, error: null };
    const error = status >= 300 && status < 400 ? 'redirects are not followed' : 'not accepted';
    return { status, error: `status ${status}: ${error}` };
  } catch (error) {
    return { status: null, error: describe(error) };
  }
}

function secretsOf(
  { secretKeys }: DeliveryEnvironment,
  { endpointId, sealedSecret, previousSealedSecret, olderSealedSecret }: WebhookDelivery,
): WebhookSecrets {
  const unsealSecret = (sealed: Buffer): string => unseal(secretKeys, endpointId, sealed);
  return {
    current: unsealSecret(sealedSecret),
    previous: [previousSealedSecret, olderSealedSecret].flatMap((sealed) =>
      sealed === null ? [] : [unsealSecret(sealed)],
    ),
  };
}

function describe(error: unknown): string {
  if (error instanceof AddressRefusedError) return error.message;
  if (!(error instanceof Error)) return 'the connection failed';
  if (error.name === 'TimeoutError')
    return `no response within ${responseTimeoutMs / 1000} seconds`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function nameOf({ endpointId, eventId, type, integrationId }: WebhookDelivery) {
  return { endpointId, eventId, type, integrationId };
}
