import { urlOf } from './address.ts';
import { hasEmbeddedPostgres, prepareHome } from './home.ts';
import { isPostmaster, readPostmaster } from './postmaster.ts';
import { databaseName } from './start-embedded-postgres.ts';

/** Address of the bundled PostgreSQL of a data directory, with its password; null unless it runs. */
export async function findEmbeddedUrl(dataDirectory: string): Promise<string | null> {
  if (!hasEmbeddedPostgres(dataDirectory)) return null;
  const home = await prepareHome(dataDirectory);
  const postmaster = await readPostmaster(home.cluster);
  if (postmaster === null || !(await isPostmaster(postmaster))) return null;
  return urlOf(home, postmaster, databaseName);
}
