import { ApiError } from '@hirewire/contract';
import type { ActionBeginning, ActionStart } from '@hirewire/store';
import {
  leaseRenewalMs,
  beginAction,
  endAction,
  renewActionLease,
  noteSending,
} from '@hirewire/store';
import type { ActionEnvironment } from './action.ts';

/** The right to run an action now. Its process renews it until it is released. */
export interface ActionLease {
  /** Further actions that the integration may run at the same time. */
  remaining: number;
  /** @throws ApiError where another request has taken over the key: then nothing may be sent */
  beforeSending: () => Promise<void>;
  /** Keeps the answer for repeated requests; null frees the key. */
  release: (answer: { status: number; body: string } | null) => Promise<void>;
}

/** The answer of the first request with the same key. */
export interface EarlierAnswer {
  status: number;
  body: string;
}

/** Between two looks whether the earlier request with the same key has ended. */
const pollMs = 150;

/**
 * Acquires a lease, or gives the answer to an earlier request with the same idempotency key, which
 * is all it waits for.
 * @throws ApiError where there are too many actions, the key belongs to another request, or the
 * earlier request was interrupted
 */
export async function acquireActionLease(
  environment: ActionEnvironment,
  start: ActionStart,
  signal: AbortSignal,
): Promise<ActionLease | EarlierAnswer> {
  for (;;) {
    const beginning = await beginAction(environment.database, start);
    if (beginning.state === 'begun') return openLease(environment, start, beginning.remaining);
    if (beginning.state === 'answered') return beginning;
    if (beginning.state !== 'running') throw refusalOf(beginning, start);
    await environment.clock.sleep(pollMs, signal);
  }
}

function refusalOf(
  { state }: Exclude<ActionBeginning, { state: 'begun' | 'answered' | 'running' }>,
  { limit, integrationId }: ActionStart,
): ApiError {
  switch (state) {
    case 'too-many':
      return new ApiError(
        'PLATFORM.CONCURRENCY_LIMIT_EXCEEDED',
        `Integration ${integrationId} already runs ${limit} actions, which is the most that it may ` +
          'at once. Repeat this one after about a second.',
        { retryAfterMs: 1000 },
      );
    case 'other-request':
      return new ApiError(
        'PLATFORM.INPUT_INVALID',
        'This `Idempotency-Key` was used before, for another request. Take a new key for a new request.',
      );
    case 'erased':
      return new ApiError(
        'PLATFORM.INPUT_INVALID',
        'The request with this `Idempotency-Key` was answered, and the answer was erased with the ' +
          'candidate whom it was about. Take a new key for a new request.',
      );
    case 'interrupted':
      return new ApiError(
        'PLATFORM.TASK_TIMED_OUT',
        'The first request with this `Idempotency-Key` was interrupted after it had begun to change ' +
          'something. Look in the tool whether it arrived; to send it again, take a new key.',
      );
  }
}

function openLease(
  environment: ActionEnvironment,
  start: ActionStart,
  remaining: number,
): ActionLease {
  const { database, clock, log } = environment;
  const { integrationId, interactionId } = start;
  const done = new AbortController();
  void (async () => {
    for (;;) {
      await clock.sleep(leaseRenewalMs, done.signal);
      await renewActionLease(database, start).catch((error: unknown) =>
        log.warn(
          { event: 'action.lease.failed', integrationId, interactionId, error },
          'Renewing the lease of an action failed; will retry',
        ),
      );
    }
  })().catch(() => undefined);
  return {
    remaining,
    async beforeSending() {
      if (await noteSending(database, start)) return;
      throw new ApiError(
        'PLATFORM.TASK_TIMED_OUT',
        'Another request with the same `Idempotency-Key` has taken over; nothing was sent.',
      );
    },
    async release(answer) {
      done.abort(new Error('The action has ended.'));
      await endAction(database, start, answer);
    },
  };
}
