import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyList, SecretKeys } from '@hirewire/engine';

import { SettingsError, type Settings } from './settings.ts';

const fileName = 'secret-key';

type KeySettings = Pick<Settings, 'secretKey' | 'previousSecretKeys' | 'dataDirectory'>;

/** Where the key is, unless the settings have it. */
export const keyFileOf = ({ dataDirectory }: Pick<Settings, 'dataDirectory'>): string =>
  join(dataDirectory, fileName);

/**
 * The keys that encrypt stored credentials: from the settings, or from the file `secret-key` in the
 * data directory, in which the first line is the current key. Null where there is no such file.
 *
 * A running process notices that the file is replaced: it looks whenever it needs a key.
 *
 * @throws SettingsError when others may read the file, or when it holds no key
 */
export function findSecretKeys(settings: KeySettings): SecretKeys | null {
  const { secretKey, previousSecretKeys } = settings;
  if (secretKey !== null) return [secretKey, ...previousSecretKeys].map(decode) as [Buffer];
  const file = keyFileOf(settings);
  let state = stateOf(file);
  if (state === null) return null;
  let keys = readKeys(file);
  return () => {
    const now = stateOf(file);
    // A file that has gone says nothing of a new key.
    if (now === null || now === state) return keys;
    keys = readKeys(file);
    state = now;
    return keys;
  };
}

/** Makes the file, unless another process is faster. */
export async function createSecretKey(settings: KeySettings): Promise<void> {
  const { dataDirectory } = settings;
  await mkdir(dataDirectory, { recursive: true });
  const draft = await writeDraft(keyFileOf(settings), [randomBytes(32)]);
  try {
    await link(draft, keyFileOf(settings));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}

/** Puts a new key before the one of the file, unless one was put there that has not replaced it yet. */
export async function addSecretKey(settings: KeySettings): Promise<void> {
  const keys = readKeys(keyFileOf(settings));
  if (keys.length > 1) return;
  await replaceFile(keyFileOf(settings), [randomBytes(32), ...keys]);
}

/** Leaves the current key alone in the file. */
export async function dropFormerKeys(settings: KeySettings): Promise<void> {
  const [current] = readKeys(keyFileOf(settings));
  await replaceFile(keyFileOf(settings), [current]);
}

async function replaceFile(file: string, keys: readonly Buffer[]): Promise<void> {
  await rename(await writeDraft(file, keys), file);
}

/** Whoever reads the file gets all of it. */
async function writeDraft(file: string, keys: readonly Buffer[]): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const text = keys.map((key) => `${key.toString('base64')}\n`).join('');
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  return draft;
}

const decode = (text: string): Buffer => Buffer.from(text, 'base64');

function readKeys(file: string): KeyList {
  refuseWhenShared(file);
  const [first, ...others] = readFileSync(file, 'utf8').trim().split(/\s+/).map(decode);
  if (first !== undefined && [first, ...others].every(({ length }) => length === 32)) {
    return [first, ...others];
  }
  throw new SettingsError(
    `${file} does not hold a secret key (32 bytes as base64). Restore it from your backup: ` +
      'without it the stored credentials cannot be decrypted.',
  );
}

/** Another text means another file; null where there is none. */
function stateOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.ino} ${found.mtimeMs} ${found.size}`;
}

function refuseWhenShared(file: string): void {
  // Windows has no permission bits: Node reports made-up ones there.
  if (process.platform === 'win32') return;
  const { mode } = statSync(file);
  if ((mode & 0o077) === 0) return;
  throw new SettingsError(
    `${file} can be read by other users of this machine (mode ${(mode & 0o777).toString(8)}). ` +
      `Hirewire does not start with it: run  chmod 600 '${file}'  first.`,
  );
}
