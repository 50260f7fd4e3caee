import { findEnvironment, findIntegration, findWebhookEndpoint } from '@hirewire/store';
import type { Database, Environment, Integration, WebhookEndpoint } from '@hirewire/store';
import { commandName } from './define-command.ts';

/** The environment with the name that the user typed; throws when there is none. */
export async function getEnvironment(database: Database, name: string): Promise<Environment> {
  const environment = await findEnvironment(database, name);
  if (environment !== null) return environment;
  throw new Error(
    `There is no environment ${name}. Environments that have API keys: ${commandName} keys list`,
  );
}

/** The integration with the id that the user typed; throws when there is none. */
export async function getIntegration(database: Database, id: string): Promise<Integration> {
  const integration = await findIntegration(database, id);
  if (integration !== null) return integration;
  throw new Error(`There is no integration ${id}. List them: ${commandName} integrations list`);
}

/** The endpoint with the id that the user typed; throws when the environment has none. */
export async function getWebhookEndpoint(
  database: Database,
  { id, environment }: { id: string; environment: string },
): Promise<WebhookEndpoint> {
  const { id: environmentId } = await getEnvironment(database, environment);
  const endpoint = await findWebhookEndpoint(database, { environmentId, id });
  if (endpoint !== null) return endpoint;
  throw new Error(
    `The environment ${environment} has no webhook endpoint ${id}. ` +
      `List them: ${commandName} webhooks list`,
  );
}
