import type { ConnectorContext } from '../declaration/connector-context.ts';
import { RemoteError } from '../http/remote.ts';

/** No vendor documents how long it takes until what it made can be found. In milliseconds. */
const pauses = [0, 500, 1000, 2000, 4000];

/**
 * Looks for what the vendor has made and not named, until it is shown; `look` finds null before.
 * @param said what the vendor said: "Lever made the application 12"
 * @throws RemoteError that says that it was made: nothing may be sent again
 */
export async function lookUntilShown<Found>(
  { clock, signal }: Pick<ConnectorContext, 'clock' | 'signal'>,
  said: string,
  look: () => Promise<Found | null>,
): Promise<Found> {
  let failure: RemoteError | undefined;
  try {
    for (const pause of pauses) {
      if (pause > 0) await clock.sleep(pause, signal);
      const found = await look();
      if (found !== null) return found;
    }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    failure = error;
  }
  const reason = failure === undefined ? '' : ` (${failure.message.replace(/\.$/, '')})`;
  throw new RemoteError({
    kind: 'unknown',
    message: `${said}, but does not show it yet${reason}. The next sync brings it.`,
    status: failure?.status ?? null,
    mayHaveHappened: true,
    cause: failure,
  });
}
