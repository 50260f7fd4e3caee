import { createLog } from '@hirewire/server';
import type { Settings } from '@hirewire/server';
import { startEmbeddedPostgres } from '@hirewire/store';

/**
 * Lends the address of the database as it is, which is not migrated. Starts the bundled PostgreSQL
 * where it does not run yet, also a new one.
 */
export async function withDatabaseUrl<Result>(
  { databaseUrl, dataDirectory, logLevel }: Settings,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  if (databaseUrl !== null) return await work(databaseUrl);
  const postgres = await startEmbeddedPostgres({ dataDirectory, log: createLog(logLevel) });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.close();
  }
}
