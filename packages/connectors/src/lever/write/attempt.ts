import { RemoteError } from '@hirewire/connector-kit';
import type { Actor } from './acting-user.ts';

export type Attempt = (what: string, work: (actor: Actor) => Promise<void>) => Promise<void>;

/** The application is there by now: whatever fails from here on is a warning. */
export function createAttempt(warnings: string[], actor: Actor | null): Attempt {
  return async (what, work) => {
    if (actor === null) {
      warnings.push(
        `The application was created, but ${what}: Lever does this in the name of a user. Set \`perform_as\` of the integration.`,
      );
      return;
    }
    try {
      await work(actor);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      warnings.push(`The application was created, but ${what}: ${error.message}`);
    }
  };
}

export async function addDetails(
  details: readonly string[],
  attempt: Attempt,
  note: (value: string, actor: Actor) => Promise<void>,
): Promise<void> {
  if (details.length === 0) return;
  await attempt(
    'some details of the candidate, which Lever has no fields for, are not noted',
    (user) => note(details.join('\n'), user),
  );
}
