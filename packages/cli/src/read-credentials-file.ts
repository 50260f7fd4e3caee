import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from './errors.ts';
import type { Call } from './io.ts';
import { writeLine } from './io.ts';

/**
 * Reads credentials from a JSON file, or from standard input when the name is `-`. They are never
 * taken from the command line, which every user of the machine can read while we run.
 */
export async function readCredentialsFile(call: Call, name: string): Promise<unknown> {
  const content = name === '-' ? await text(call.stdin) : await readPrivately(call, name);
  try {
    return JSON.parse(content);
  } catch {
    // The parser's own message would quote from the content, which is secret.
    throw new UsageError(
      `${name === '-' ? 'Standard input' : name} is not valid JSON. Expected something like {"api_key": "…"}.`,
    );
  }
}

async function readPrivately({ stderr }: Call, name: string): Promise<string> {
  const file = await open(name).catch((error: unknown) => {
    throw new UsageError(`Cannot read the credentials file: ${(error as Error).message}`);
  });
  try {
    const { mode } = await file.stat();
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const advice = `Run: chmod 600 '${name}'`;
      writeLine(stderr, `Warning: other users of this machine can read ${name}. ${advice}`);
    }
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
