/**
 * Seeded records end here, whatever today is: the same seed must give the same records tomorrow.
 */
export const seedEnd = Date.UTC(2026, 10, 1);
/** The organisation exists since then. */
export const seedStart = Date.UTC(2023, 10, 1);
export const dayMs = 86_400_000;

/** ISO text of a moment. */
export function isoOf(at: number): string {
  return new Date(at).toISOString();
}
