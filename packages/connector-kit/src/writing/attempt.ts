import { RemoteError } from '../http/remote.ts';

/**
 * Takes a step that may fail when the change itself is made already: its failure is a warning, lest the
 * caller repeats the change. What is no answer of the remote is thrown.
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
