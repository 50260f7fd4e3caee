import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';

/** TODO: a cheap request that only good credentials can make. */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  await context.remote.request({ method: 'GET', path: '/me' });
  return { missingPermissions: [], accountLabel: null };
}
