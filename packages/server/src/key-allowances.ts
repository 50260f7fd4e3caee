import { type Clock, systemClock } from '@hirewire/connector-kit';
import { findScarceKeys, releasePortion, takePortion } from '@hirewire/store';
import type { Database, KeyWindow } from '@hirewire/store';

/** What a key has left of its requests of this minute, after the one that asks. */
export interface Allowance {
  isGranted: boolean;
  remaining: number;
  /** Until the next window. */
  resetMs: number;
}

export interface KeyAllowances {
  readonly limit: number;
  /** Counts a request. `seen` is the window as the statement found it that authorised the key. */
  count(keyId: string, seen: KeyWindow | null): Promise<Allowance>;
  /** Gives back what other processes may need: portions of keys that have few requests left. */
  releaseScarce(): Promise<void>;
  /** Gives back everything. */
  close(): Promise<void>;
}

/**
 * Counts the requests of each key for all processes. A process takes portions of the window from the
 * database, and answers from them: see decision 8.
 */
export function createKeyAllowances(
  database: Database,
  { limit, clock = systemClock }: { limit: number; clock?: Clock },
): KeyAllowances {
  const portions = createPortions(database, limit, clock);
  return {
    limit,
    async count(keyId, seen) {
      let window = seen;
      for (;;) {
        const portion = portions.find(keyId);
        const current = newest(window, portion?.window);
        const isRunning = current !== null && current.endsInMs > 0;
        if (isRunning && portion?.window.number === current.number && portion.count > 0) {
          portion.count -= 1;
          return granted(limit, current, portion.count);
        }
        if (isRunning && current.taken >= limit) return refused(current);
        const taken = await portions.take(keyId);
        if (taken.granted === 0) return refused(taken.window);
        ({ window } = taken);
      }
    },
    async releaseScarce() {
      const keyIds = portions.listHeld();
      if (keyIds.length === 0) return;
      const scarce = await findScarceKeys(database, { keyIds, limit });
      for (const keyId of scarce) await portions.release(keyId);
    },
    async close() {
      for (const keyId of portions.listHeld()) await portions.release(keyId);
    },
  };
}

/** The statement that authorised a request may have run before another request took a portion. */
function newest(seen: KeyWindow | null, held: KeyWindow | undefined): KeyWindow | null {
  if (held === undefined) return seen;
  return seen === null || held.number > seen.number ? held : seen;
}

function granted(limit: number, { taken, endsInMs }: KeyWindow, held: number): Allowance {
  const remaining = Math.min(Math.max(limit - taken + held, 0), limit - 1);
  return { isGranted: true, remaining, resetMs: endsInMs };
}

const refused = ({ endsInMs }: KeyWindow): Allowance => ({
  isGranted: false,
  remaining: 0,
  resetMs: endsInMs,
});

/** Requests that this process may answer without asking anybody. */
interface Portion {
  /** As it was when the portion was taken. */
  window: KeyWindow;
  count: number;
  /** By this machine's clock; after that it is forgotten. */
  endsAt: number;
}

type Taken = Awaited<ReturnType<typeof takePortion>>;

function createPortions(database: Database, limit: number, clock: Clock) {
  const held = new Map<string, Portion>();
  /** Requests of a key that come at once share the portion that is being taken. */
  const taking = new Map<string, Promise<Taken>>();

  /** Only when nothing is left of the portion before, or its window is over. */
  async function takeOne(keyId: string): Promise<Taken> {
    try {
      const taken = await takePortion(database, { keyId, limit });
      const { window, granted: count } = taken;
      held.set(keyId, { window, count, endsAt: clock.now().getTime() + window.endsInMs });
      return taken;
    } finally {
      taking.delete(keyId);
    }
  }

  return {
    find: (keyId: string) => held.get(keyId),
    take(keyId: string): Promise<Taken> {
      const taken = taking.get(keyId) ?? takeOne(keyId);
      taking.set(keyId, taken);
      return taken;
    },
    async release(keyId: string): Promise<void> {
      const portion = held.get(keyId);
      if (portion === undefined || portion.count === 0) return;
      const { count, window } = portion;
      // First, so that nothing is answered from it meanwhile.
      portion.count = 0;
      await releasePortion(database, { keyId, number: window.number, count });
    },
    /** Of which keys something is left. */
    listHeld(): string[] {
      const now = clock.now().getTime();
      for (const [keyId, { endsAt }] of held) if (endsAt <= now) held.delete(keyId);
      return [...held].flatMap(([keyId, { count }]) => (count > 0 ? [keyId] : []));
    },
  };
}
