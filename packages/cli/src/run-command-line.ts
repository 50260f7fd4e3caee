import { CommanderError } from 'commander';
import { describeError } from './describe-error.ts';
import { createProgram } from './program.ts';
import { UsageError } from './usage-error.ts';

/** Runs one command; resolves with the exit code: 0 done, 1 failed, 2 wrongly used. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return explainUsage(error, words);
    printError(describeError(error), words);
    if (words.includes('--verbose')) console.error(error);
    return error instanceof UsageError ? 2 : 1;
  }
}

function explainUsage(error: CommanderError, words: readonly string[]): number {
  if (error.exitCode === 0) return 0;
  // Without a command the help has been printed, which says it all.
  if (error.code !== 'commander.help') {
    printError(`${error.message.replace(/^error: /, '')} (--help shows the usage)`, words);
  }
  return 2;
}

function printError(message: string, words: readonly string[]): void {
  console.error(words.includes('--json') ? JSON.stringify({ error: { message } }) : message);
}
