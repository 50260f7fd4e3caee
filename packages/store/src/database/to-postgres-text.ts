/**
 * A text as PostgreSQL can keep it: without NUL, and with a replacement character for half of a
 * surrogate pair (a cut emoji). Vendors send both.
 */
export function toPostgresText<T extends string | null | undefined>(text: T): T {
  return (text?.replaceAll('\0', '').toWellFormed() ?? text) as T;
}
