import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { keyFileOf } from '@hirewire/server';
import { describeError } from '../errors.ts';
import type { Check } from './finding.ts';

export const checkDataDirectory: Check = async ({ dataDirectory }) => {
  const subject = 'data directory';
  const existing = await findExisting(dataDirectory);
  try {
    await access(existing, constants.W_OK | constants.X_OK);
  } catch (error) {
    const message = `${describeError(error)}: make it writable for the user that runs Hirewire, or choose another --data-dir.`;
    return { level: 'fail', subject, message };
  }
  if (existing !== dataDirectory) {
    return { level: 'ok', subject, message: `${dataDirectory} will be created at the first start` };
  }
  const { mode } = await stat(dataDirectory);
  if (process.platform !== 'win32' && (mode & 0o022) !== 0) {
    const message = `${dataDirectory} is writable by other users. Run: chmod go-w '${dataDirectory}'`;
    return { level: 'warn', subject, message };
  }
  return { level: 'ok', subject, message: dataDirectory };
};

export const checkSecretKey: Check = async ({ dataDirectory, secretKey }) => {
  const subject = 'secret key';
  if (secretKey !== null) return { level: 'ok', subject, message: 'from HIREWIRE_SECRET_KEY' };
  const file = keyFileOf({ dataDirectory });
  const found = await stat(file).catch(() => null);
  if (found === null) {
    return {
      level: 'ok',
      subject,
      message: `${file} will be created at the first start if the database holds no secrets; back it up`,
    };
  }
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    const message = `${file} is readable by other users. Run: chmod 600 '${file}'`;
    return { level: 'fail', subject, message };
  }
  return {
    level: 'ok',
    subject,
    message: `${file}; back it up: without it stored credentials cannot be decrypted`,
  };
};

/** The folder itself or the nearest one above it that exists. */
export async function findExisting(directory: string): Promise<string> {
  const isThere = await stat(directory).then(
    () => true,
    () => false,
  );
  const parent = path.dirname(directory);
  return isThere || parent === directory ? directory : findExisting(parent);
}
