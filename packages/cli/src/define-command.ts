import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { markChanging } from './audit.ts';

/** Options of every command. */
export interface SharedOptions {
  dataDir?: string;
  json?: boolean;
  verbose?: boolean;
}

/** How the command line is called from the clone. */
export const commandName = 'npx hirewire';

export interface CommandDescription {
  /** Name and arguments, such as `show <id>`. */
  usage: string;
  summary: string;
  /** Whether it changes what an installation holds: then the audit log has each call. */
  changes: boolean;
  /** Whole command lines, without `hirewire`. */
  examples: readonly string[];
}

/** Adds a command with the options and the help that all of them share. */
export function defineCommand(parent: Command, description: CommandDescription): Command {
  const examples = description.examples.map((line) => `  ${commandName} ${line}`);
  const command = parent
    .command(description.usage)
    .description(description.summary)
    .option('--data-dir <folder>', 'folder of this installation; default: HIREWIRE_DATA_DIR')
    .option('--json', 'print JSON')
    .option('--verbose', 'print the stack trace of an error')
    .addHelpText('after', `\nExamples:\n${examples.join('\n')}`);
  if (description.changes) markChanging(command);
  return command;
}

/** Reads an option's number. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= minimum && number <= maximum) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
  };
}
