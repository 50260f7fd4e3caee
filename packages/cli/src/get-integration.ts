import { findIntegration } from '@hirewire/store';
import type { Database, Integration } from '@hirewire/store';

/** The integration of an id that somebody typed; throws when there is none. */
export async function getIntegration(database: Database, id: string): Promise<Integration> {
  const integration = await findIntegration(database, id);
  if (integration !== null) return integration;
  throw new Error(`There is no integration ${id}; integrations list shows those that exist.`);
}
