import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { writeLine } from '../io.ts';

/** Prints a command's answer: JSON with `--json`, else text. */
export function printAnswer(
  call: Call,
  { json }: SharedOptions,
  { answer, text }: { answer: unknown; text: string },
): void {
  writeLine(call.stdout, json === true ? JSON.stringify(answer, null, 2) : text);
}
