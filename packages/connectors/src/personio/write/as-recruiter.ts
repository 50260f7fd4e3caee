import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';

/**
 * The part of requests to v1 that says for which company they are.
 * https://developer.personio.de/reference/introduction-1 (Required Headers)
 * @throws RemoteError of kind `permission` without the credentials for it
 */
export function asRecruiter({ remote }: Pick<ConnectorContext, 'remote'>) {
  const { companyId = null } = remote.credentials;
  if (typeof companyId === 'string') {
    return { host: 'v1', headers: { 'x-company-id': companyId } } as const;
  }
  const message =
    'Personio takes applications with a Recruiting API key and a company ID alone, and the credentials of this integration lack them. Add `recruiting_token` and `company_id`: Personio shows both under Settings, Integrations, API credentials, Recruiting API key. Nothing was sent.';
  throw new RemoteError({ kind: 'permission', message, status: null });
}
