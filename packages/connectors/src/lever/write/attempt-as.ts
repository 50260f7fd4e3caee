import { attempt, inputError } from '@hirewire/connector-kit';
import type { Actor } from './acting-user.ts';

export type AttemptAs = (what: string, work: (actor: Actor) => Promise<void>) => Promise<void>;

/** For what Lever does in a user's name alone: where nobody acts, that is why it could not be done. */
export function createAttempt(warnings: string[], actor: Actor | null): AttemptAs {
  return async (what, work) => {
    await attempt(warnings, what, async () => {
      if (actor !== null) return work(actor);
      throw inputError(
        'Lever does this in the name of a user. Set `perform_as` of the integration.',
      );
    });
  };
}

export async function addDetails(
  details: readonly string[],
  attemptAs: AttemptAs,
  note: (value: string, actor: Actor) => Promise<void>,
): Promise<void> {
  if (details.length === 0) return;
  await attemptAs(
    'some details of the candidate, which Lever has no fields for, are not noted',
    (user) => note(details.join('\n'), user),
  );
}
