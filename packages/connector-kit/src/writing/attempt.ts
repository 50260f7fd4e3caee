import { RemoteError } from '../http/remote.ts';

/**
 * Runs a step that follows a change which the remote has already made. If the step fails, the caller
 * gets a warning instead of an error, and so does not repeat the change. Errors of our own are thrown.
 * @param what - what is missing if the step fails: `its note could not be written`
 * @param done - the change, as the beginning of the warning
 * @returns what the step gives; null where it failed
 *
 * @example
 * const warnings: string[] = [];
 * await attempt(warnings, 'the note could not be written', () => createNote(context, id, note));
 */
export async function attempt<Value>(
  warnings: string[],
  what: string,
  step: () => Promise<Value>,
  done = 'The application was created',
): Promise<Value | null> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    warnings.push(`${done}, but ${what}: ${error.message}`);
    return null;
  }
}
