import { RemoteError, findMissing } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { onlyfyPermissions } from './permissions.ts';

/** Asks for one record of each list: no request tells what a key may do. */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const refused = new Set<string>();
  for (const path of Object.keys(onlyfyPermissions)) {
    try {
      await context.remote.request({ method: 'GET', path, query: { page_size: 1 } });
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind !== 'permission') throw error;
      refused.add(path);
    }
  }
  return {
    missingPermissions: findMissing(onlyfyPermissions, (path) => !refused.has(path)),
    accountLabel: null,
  };
}
