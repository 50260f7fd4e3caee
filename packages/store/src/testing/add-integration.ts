import type { Database } from '../database/database.ts';
import { findOrCreateEnvironment } from '../environments/environments.ts';
import type { Integration } from '../integrations/integrations.ts';
import { insertIntegration } from '../integrations/integrations.ts';

type NewIntegration = Parameters<typeof insertIntegration>[1];

/** An integration of which only what is given matters; of the environment `Test` unless told. */
export async function addIntegration(
  database: Database,
  given: Pick<NewIntegration, 'id'> & Partial<NewIntegration>,
): Promise<Integration> {
  return insertIntegration(database, {
    environmentId:
      given.environmentId ?? (await findOrCreateEnvironment(database, { name: 'Test' })).id,
    tool: given.id.split(':')[0] ?? '',
    endUser: { organizationName: 'Acme', creatorEmail: null, originId: null },
    sealedCredentials: Buffer.from('sealed'),
    remoteBaseUrl: null,
    ...given,
  });
}
