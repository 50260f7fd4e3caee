import { findWebhookEndpoint } from '@hirewire/store';
import type { Database, WebhookEndpoint } from '@hirewire/store';
import { getEnvironment } from './get-environment.ts';

/** The endpoint that somebody typed the id of; throws when the environment has none. */
export async function getWebhookEndpoint(
  database: Database,
  { id, environment }: { id: string; environment: string },
): Promise<WebhookEndpoint> {
  const { id: environmentId } = await getEnvironment(database, environment);
  const endpoint = await findWebhookEndpoint(database, { environmentId, id });
  if (endpoint !== null) return endpoint;
  throw new Error(
    `The environment ${environment} has no webhook endpoint ${id}; webhooks list shows those that ` +
      'exist.',
  );
}
