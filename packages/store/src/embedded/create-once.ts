import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a small file unless it exists, and returns what it holds. Of several processes that try
 * at once exactly one wins, and a partial file is never visible: linking is atomic, and fails when
 * the name is taken.
 */
export async function createOnce(file: string, makeContent: () => string): Promise<string> {
  const existing = await readIfExists(file);
  if (existing !== null) return existing;
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, makeContent(), { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

/** The text of a file, or null when there is none. */
export async function readIfExists(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Whether an error of node or PostgreSQL carries one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
