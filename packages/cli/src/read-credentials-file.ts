import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { UsageError } from './errors.ts';
import type { Call } from './io.ts';
import { writeLine } from './io.ts';

/**
 * Reads credentials from a JSON file, or from standard input when the name is `-`. They are never
 * taken from the command line, which every user of the machine can read while we run.
 */
export async function readCredentialsFile(call: Call, name: string): Promise<unknown> {
  const content = name === '-' ? await buffer(call.stdin) : await readPrivately(call, name);
  try {
    return JSON.parse(decode(content));
  } catch {
    // The parser's own message would quote from the content, which is secret.
    throw new UsageError(
      `${name === '-' ? 'Standard input' : name} is not valid JSON. Expected something like {"api_key": "…"}.`,
    );
  }
}

/**
 * Editors of Windows begin a file with a byte-order mark, and its shell writes UTF-16. JSON begins
 * with a character of ASCII, so that the place of the zero tells which one it is
 * (https://www.rfc-editor.org/rfc/rfc4627#section-3). The decoders drop the mark.
 */
function decode(content: Buffer): string {
  const start = content.toString('hex', 0, 2);
  if (start === 'fffe' || start.endsWith('00')) return new TextDecoder('utf-16le').decode(content);
  if (start === 'feff' || start.startsWith('00'))
    return new TextDecoder('utf-16be').decode(content);
  return new TextDecoder().decode(content);
}

async function readPrivately({ stderr }: Call, name: string): Promise<Buffer> {
  const file = await open(name).catch((error: unknown) => {
    throw new UsageError(`Cannot read the credentials file: ${(error as Error).message}`);
  });
  try {
    const { mode } = await file.stat();
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const advice = `Run: chmod 600 '${name}'`;
      writeLine(stderr, `Warning: other users of this machine can read ${name}. ${advice}`);
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}
