import { systemClock } from '../clock.ts';
import type { Clock } from './remote.ts';

/** A large body that is being read. */
export interface BodyTurn {
  /** Resolves when this many more bytes of it may be held; undefined where they may at once. */
  take(bytes: number): Promise<void> | undefined;
  /**
   * All has come, or nothing more will. What it held counts until the next turn of the event loop, by
   * when whoever has read it has parsed it.
   */
  end(): void;
}

interface Limits {
  /** Held at once, of all large bodies. */
  budgetBytes: number;
  /** Of each body, which never wait: most bodies are no longer. */
  freeBytes: number;
  /** For which a sender that holds bytes may be silent before others need not wait for it. */
  silenceMs: number;
  clock: Clock;
}

interface Body {
  owner: string;
  seen: number;
  held: number;
  hasEnded: boolean;
  /** When it has last asked for more, or was given it. */
  movedAt: number;
  waiting: { bytes: number; go: () => void } | null;
}

/**
 * Bounds how much of large bodies is held at once; the rest waits with the sender. Bytes count as they
 * come, so that a slow sender holds no more than it has sent. Where none of those that hold bytes comes
 * nearer to its end, since all wait or are silent, one goes on beyond the budget.
 */
export class BodyTurns {
  readonly #limits: Limits;
  /** Those that have asked for more than is free. */
  readonly #bodies = new Set<Body>();
  /** In which order a body of each owner has last ended. */
  readonly #lastTurns = new Map<string, number>();
  #held = 0;
  #turns = 0;
  #isWatching = false;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** `owner`: who is to get as much as others. */
  begin(owner: string): BodyTurn {
    const waiting = null;
    const body: Body = { owner, seen: 0, held: 0, hasEnded: false, movedAt: 0, waiting };
    return { take: (bytes) => this.#take(body, bytes), end: () => this.#end(body) };
  }

  #take(body: Body, bytes: number): Promise<void> | undefined {
    if (body.hasEnded) return undefined;
    body.seen += bytes;
    if (body.seen <= this.#limits.freeBytes) return undefined;
    body.movedAt = this.#now();
    this.#bodies.add(body);
    const granted = new Promise<void>((go) => void (body.waiting = { bytes, go }));
    this.#goOn();
    return body.waiting === null ? undefined : granted;
  }

  #end(body: Body): void {
    if (body.hasEnded) return;
    body.hasEnded = true;
    body.waiting?.go();
    body.waiting = null;
    if (this.#bodies.has(body)) setImmediate(() => this.#release(body));
  }

  #release(body: Body): void {
    this.#bodies.delete(body);
    this.#held -= body.held;
    this.#turns += 1;
    this.#lastTurns.set(body.owner, this.#turns);
    if (this.#bodies.size === 0) this.#lastTurns.clear();
    this.#goOn();
  }

  #goOn(): void {
    for (let next = this.#findNext(); next?.waiting; next = this.#findNext()) {
      const hasRoom = this.#held + next.waiting.bytes <= this.#limits.budgetBytes;
      if (!hasRoom && [...this.#bodies].some((body) => this.#isMoving(body))) {
        this.#watch();
        return;
      }
      this.#held += next.waiting.bytes;
      next.held += next.waiting.bytes;
      next.movedAt = this.#now();
      next.waiting.go();
      next.waiting = null;
    }
  }

  /** Of the owner that has waited longest since its last turn, the body that is nearest to its end. */
  #findNext(): Body | undefined {
    const order = ({ owner }: Body): number => this.#lastTurns.get(owner) ?? 0;
    return [...this.#bodies]
      .filter(({ waiting }) => waiting !== null)
      .toSorted((one, other) => order(one) - order(other) || other.held - one.held)[0];
  }

  /** Whether its bytes are about to be released, or more of it is coming. */
  #isMoving({ hasEnded, waiting, movedAt }: Body): boolean {
    return hasEnded || (waiting === null && this.#now() - movedAt < this.#limits.silenceMs);
  }

  /** Others go on when those that hold bytes have fallen silent. */
  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    void this.#limits.clock.sleep(this.#limits.silenceMs).then(() => {
      this.#isWatching = false;
      this.#goOn();
    });
  }

  #now(): number {
    return this.#limits.clock.now().getTime();
  }
}

/** Of this process: bodies of its clients and answers of vendors. */
export const bodyTurns = new BodyTurns({
  // The largest body that is taken, two files of 20 MiB in base64, fits alone.
  budgetBytes: 56 * 1024 * 1024,
  freeBytes: 1024 * 1024,
  silenceMs: 250,
  clock: systemClock,
});
