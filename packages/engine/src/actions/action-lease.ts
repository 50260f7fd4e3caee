import type { ActionBeginning, ActionStart } from '@hirewire/store';
import {
  leaseRenewalMs,
  beginAction,
  endAction,
  renewActionLease,
  noteSending,
} from '@hirewire/store';
import { ActionError } from './action-error.ts';
import type { ActionEnvironment } from './action.ts';

/** The right to run an action now. */
export interface ActionLease {
  /** Further actions that the integration may run at the same time. */
  remaining: number;
  /** @throws ActionError where somebody else has taken over: then nothing may be sent */
  beforeSending: () => Promise<void>;
  /** With an answer that has to be given again, or null where the key is to be free again. */
  release: (answer: { status: number; body: string } | null) => Promise<void>;
}

/** The answer of the first request with the same key. */
export interface EarlierAnswer {
  status: number;
  body: string;
}

/** Between two looks at what somebody else does under the same key. */
const pollMs = 150;

/**
 * Waits for nothing but an earlier request with the same idempotency key.
 * @throws ActionError where there are too many actions, the key belongs to another request, or
 * nobody knows what became of the earlier one
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
): ActionError {
  switch (state) {
    case 'too-many':
      return new ActionError(
        'PLATFORM.CONCURRENCY_LIMIT_EXCEEDED',
        `Integration ${integrationId} already runs ${limit} actions, which is the most that it may ` +
          'at once. Repeat this one after about a second.',
        { retryAfterMs: 1000 },
      );
    case 'other-request':
      return new ActionError(
        'PLATFORM.INPUT_INVALID',
        'This `Idempotency-Key` was used before, for another request. Take a new key for a new request.',
      );
    case 'interrupted':
      return new ActionError(
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
  const done = new AbortController();
  void (async () => {
    for (;;) {
      await clock.sleep(leaseRenewalMs, done.signal);
      await renewActionLease(database, start).catch((error: unknown) =>
        log.warn({ error }, 'an action could not be kept alive'),
      );
    }
  })().catch(() => undefined);
  return {
    remaining,
    async beforeSending() {
      if (await noteSending(database, start)) return;
      throw new ActionError(
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
