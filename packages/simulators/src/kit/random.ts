const hexDigits = '0123456789abcdef';
const uuidTemplate = 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx';
const wildDigit = 'x'.charCodeAt(0);
const variantDigit = 'y'.charCodeAt(0);
const uuidBuffer = Buffer.alloc(36);

/**
 * Seeded random numbers: the same seed gives the same people on every machine.
 * The generator is mulberry32 (public domain, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c),
 * chosen because its whole state is one integer.
 */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Decides everything that follows. */
  get state(): number {
    return this.#state;
  }

  set state(state: number) {
    this.#state = state >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of `options`; throws on an empty list, because that is a mistake in the seed. */
  pick<T>(options: readonly T[]): T {
    const picked = options[Math.floor(this.next() * options.length)];
    if (picked === undefined) throw new Error('Cannot pick from an empty list');
    return picked;
  }

  /** Up to `count` different ones of `options`, in their original order. */
  sample<T>(options: readonly T[], count: number): T[] {
    const chosen: T[] = [];
    let wanted = Math.min(count, options.length);
    for (const [index, option] of options.entries()) {
      if (this.next() * (options.length - index) < wanted) {
        chosen.push(option);
        wanted -= 1;
      }
    }
    return chosen;
  }

  /**
   * A version 4 UUID. Written into one buffer: strings put together from parts keep the parts
   * alive, and 100,000 people took 1.1 GB instead of 0.7.
   */
  uuid(): string {
    let bits = 0;
    for (let index = 0; index < uuidTemplate.length; index += 1) {
      if (index % 8 === 0) bits = this.#bits();
      const digit = uuidTemplate.charCodeAt(index);
      if (digit === wildDigit) uuidBuffer[index] = hexDigits.charCodeAt(bits & 15);
      else if (digit === variantDigit) uuidBuffer[index] = hexDigits.charCodeAt(8 | (bits & 3));
      else uuidBuffer[index] = digit;
      bits >>>= 4;
    }
    return uuidBuffer.toString('latin1');
  }

  /** A moment from `from` to `to` (epoch milliseconds), as ISO text in whole milliseconds. */
  moment(from: number, to: number): string {
    return new Date(this.integer(from, Math.max(from, to))).toISOString();
  }

  #bits(): number {
    return Math.floor(this.next() * 4_294_967_296);
  }
}

/** One of `options` with the given probability, else null. */
export function sometimes<T>(
  random: SeededRandom,
  probability: number,
  options: readonly T[],
): T | null {
  return random.chance(probability) ? random.pick(options) : null;
}
