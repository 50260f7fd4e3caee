import { systemClock } from '@hirewire/connector-kit';
import { AddressRange, keyScopes, parseInstant } from '@hirewire/contract';
import { InvalidArgumentError } from 'commander';

// Read the options of a new API key. Those that may be repeated get what was read before.

export function readScope(text: string, before: readonly string[] = []): string[] {
  if (keyScopes.includes(text)) return [...before, text];
  throw new InvalidArgumentError(`It must be one of ${keyScopes.join(', ')}.`);
}

export function readAddress(text: string, before: readonly string[] = []): string[] {
  const { success, error } = AddressRange.safeParse(text);
  if (success) return [...before, text];
  throw new InvalidArgumentError(`It ${error.issues.map(({ message }) => message).join(', ')}.`);
}

const dayMs = 24 * 60 * 60 * 1000;

/** A date or date-time, in UTC unless it has another time zone, or a number of days from now. */
export function readExpiry(text: string): Date {
  const now = systemClock.now();
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  const instant =
    days === undefined ? parseInstant(text) : new Date(now.getTime() + Number(days) * dayMs);
  const expiresAt = new Date(instant ?? NaN);
  if (expiresAt > now) return expiresAt;
  throw new InvalidArgumentError(
    'It must be a date or time in the future such as 2030-01-31, or a number of days such as 90d.',
  );
}
