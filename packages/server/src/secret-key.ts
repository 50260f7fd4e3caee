import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { SettingsError, type Settings } from './settings.ts';

const fileName = 'secret-key';

/**
 * The key that encrypts stored credentials: from the settings, or from the file `secret-key` in
 * the data directory, which is made on the first start.
 *
 * @returns 32 bytes
 * @throws SettingsError when others may read the file, or when it holds no key
 */
export async function loadSecretKey(
  settings: Pick<Settings, 'secretKey' | 'dataDirectory'>,
): Promise<Buffer> {
  if (settings.secretKey !== null) return Buffer.from(settings.secretKey, 'base64');
  const path = join(settings.dataDirectory, fileName);
  await createOnce(path, settings.dataDirectory);
  await refuseWhenShared(path);
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (key.length === 32) return key;
  throw new SettingsError(
    `${path} does not hold a secret key (32 bytes as base64). Restore it from your backup: ` +
      'without it the stored credentials cannot be decrypted.',
  );
}

/** Written beside and then linked, so that of two first starts one wins and both read all of it. */
async function createOnce(path: string, directory: string): Promise<void> {
  if (await exists(path)) return;
  await mkdir(directory, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

async function refuseWhenShared(path: string): Promise<void> {
  // Windows has no permission bits: Node reports made-up ones there.
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return;
  throw new SettingsError(
    `${path} can be read by other users of this machine (mode ${(mode & 0o777).toString(8)}). ` +
      `Hirewire does not start with it: run  chmod 600 '${path}'  first.`,
  );
}
