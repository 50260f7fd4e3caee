/**
 * Shortens a wait at random, to between half and the whole of it, so that clients that failed
 * together do not come back together. This file alone draws random numbers.
 */
export function jitter(milliseconds: number): number {
  return Math.round(milliseconds * (0.5 + Math.random() / 2));
}
