import { findEnvironment } from '@hirewire/store';
import type { Database, Environment } from '@hirewire/store';

/** The environment of a name that somebody typed; throws when there is none. */
export async function getEnvironment(database: Database, name: string): Promise<Environment> {
  const environment = await findEnvironment(database, name);
  if (environment !== null) return environment;
  throw new Error(`There is no environment ${name}; keys list names those that have keys.`);
}
