import type { Database, Queryable } from '../database/database.ts';
import { findOrCreateEnvironment } from '../environments/environments.ts';
import type { Integration, NewIntegration } from '../integrations/integrations.ts';
import { insertIntegration } from '../integrations/integrations.ts';

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

/** An integration as the first schema has it: every later one has its columns. */
export async function addOldIntegration(database: Queryable, id: string): Promise<void> {
  await database.query("insert into store.environments (id, name) values ('old', 'Old')");
  await database.query(
    `insert into store.integrations (integration_id, environment_id, tool, organization_name, credentials)
     values ($1, 'old', 'ashby', 'Acme', 'sealed')`,
    [id],
  );
}

/** Opens or closes the setup of an integration, which nothing else does yet. */
export async function setSetupStatus(
  database: Queryable,
  integrationId: string,
  status: Integration['setupStatus'],
): Promise<void> {
  await database.query(
    'update store.integrations set setup_status = $2 where integration_id = $1',
    [integrationId, status],
  );
}

/** An event as versions before migration 000016 write it: its `data` is the finished payload. */
export async function emitFinishedEvent(
  database: Database,
  event: { environmentId: string; integrationId: string; type: string; data: object },
): Promise<void> {
  await database.pool.query('select store.emit_event($1, $2, $3, $4)', [
    event.environmentId,
    event.integrationId,
    event.type,
    JSON.stringify(event.data),
  ]);
}
