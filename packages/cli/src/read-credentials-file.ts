import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from './usage-error.ts';

/**
 * Reads credentials from a JSON file, or from standard input when the name is `-`. They are never
 * taken from the command line, which every user of the machine can read while we run.
 */
export async function readCredentialsFile(
  name: string,
  warn: (message: string) => void,
): Promise<unknown> {
  const content = name === '-' ? await text(process.stdin) : await readPrivately(name, warn);
  try {
    return JSON.parse(content);
  } catch {
    // The parser's own message would quote from the content, which is secret.
    throw new UsageError(
      `${name === '-' ? 'Standard input' : name} is not valid JSON; it should look like {"api_key": "…"}.`,
    );
  }
}

async function readPrivately(name: string, warn: (message: string) => void): Promise<string> {
  const file = await open(name).catch((error: unknown) => {
    throw new UsageError(`The credentials file cannot be read: ${(error as Error).message}`);
  });
  try {
    const { mode } = await file.stat();
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      warn(`Warning: other users of this machine can read ${name}. Run: chmod 600 '${name}'`);
    }
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
