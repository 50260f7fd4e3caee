import { hash } from 'node:crypto';

/**
 * Stands for a value, as `readByDate` keeps it: equal JSON has the same one, and any change another.
 *
 * @example fingerprintOf(stages.map(({ id, name }) => [id, name]))
 */
export function fingerprintOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 16);
}
