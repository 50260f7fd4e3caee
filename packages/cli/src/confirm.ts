import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { UsageError } from './errors.ts';
import type { Call } from './io.ts';

/**
 * Asks a person at a terminal.
 * @throws UsageError where nobody can answer, or the answer is not yes
 */
export async function confirm({ stdin, stderr }: Call, question: string): Promise<void> {
  if (!('isTTY' in stdin) || stdin.isTTY !== true) {
    throw new UsageError(`${question} Repeat the command with --yes to confirm.`);
  }
  const terminal = createInterface({ input: stdin });
  try {
    stderr.write(`${question} [y/N] `);
    // Ctrl-D answers nothing.
    const closed = once(terminal, 'close').then(() => '');
    const answer = await Promise.race([terminal.question(''), closed]);
    if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('Nothing was changed.');
  } finally {
    terminal.close();
  }
}
