import type { SharedOptions } from '../define-command.ts';

/** Prints a command's answer: for programs with `--json`, for people without. */
export function printAnswer(options: SharedOptions, answer: unknown, text: string): void {
  console.log(options.json === true ? JSON.stringify(answer, null, 2) : text);
}
