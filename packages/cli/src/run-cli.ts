import { CommanderError } from 'commander';
import { UsageError, describeError } from './errors.ts';
import type { Call, Io } from './io.ts';
import { writeLine } from './io.ts';
import { createProgram } from './program.ts';

/** Runs one command; resolves with the exit code: 0 done, 1 failed, 2 wrongly used. */
export async function runCli(words: readonly string[], io: Io): Promise<number> {
  const call: Call = { ...io, toAudit: null, exitCode: 0 };
  const asJson = words.includes('--json');
  const printError = (message: string): void =>
    writeLine(io.stderr, asJson ? JSON.stringify({ error: { message } }) : message);
  try {
    await createProgram(call).parseAsync(words, { from: 'user' });
    return call.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return explainUsage(error, printError);
    printError(describeError(error));
    if (words.includes('--verbose') && error instanceof Error) {
      writeLine(io.stderr, error.stack ?? '');
    }
    return error instanceof UsageError ? 2 : 1;
  }
}

function explainUsage(error: CommanderError, printError: (message: string) => void): number {
  if (error.exitCode === 0) return 0;
  // Without a command the help has been printed, which says it all.
  if (error.code !== 'commander.help') {
    printError(`${error.message.replace(/^error: /, '')} (see --help)`);
  }
  return 2;
}
