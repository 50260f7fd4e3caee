import { RemoteError } from '@hirewire/connector-kit';

/** Does what can fail after the main thing is done: a failure is a warning then. */
export async function attempt(
  warnings: string[],
  failure: string,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    warnings.push(`${failure}: ${error.message}`);
  }
}
