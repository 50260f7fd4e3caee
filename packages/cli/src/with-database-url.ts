import { createLog, openPostgres } from '@hirewire/server';
import type { Settings } from '@hirewire/server';

/**
 * Lends the address of the database as it is, which is not migrated. Starts the bundled PostgreSQL
 * where it does not run yet, also a new one.
 */
export async function withDatabaseUrl<Result>(
  settings: Settings,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const postgres = await openPostgres(settings, createLog(settings.logLevel));
  try {
    return await work(postgres.url);
  } finally {
    await postgres.close();
  }
}
