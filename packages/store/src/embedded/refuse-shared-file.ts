import { stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** @throws EmbeddedPostgresError where other users of the machine can read a file with a secret */
export async function refuseSharedFile(file: string): Promise<void> {
  // Windows has no permission bits: Node reports made-up ones there.
  if (process.platform === 'win32') return;
  const { mode } = await stat(file);
  if ((mode & 0o077) === 0) return;
  throw new EmbeddedPostgresError(
    `${file} can be read by other users of this machine (mode ${(mode & 0o777).toString(8)}). ` +
      `Hirewire does not start with it: run  chmod 600 '${file}'  first.`,
  );
}
