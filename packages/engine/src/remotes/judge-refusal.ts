import type { Connector, ConnectorContext } from '@hirewire/connector-kit';
import { RemoteError } from '@hirewire/connector-kit';

/**
 * Asks whether a vendor that has refused one request for its credentials refuses them altogether: many
 * answer 401 or 403 as well to what good credentials lack a permission for. Returns the failure to
 * act on: of kind `permission` where the credentials are good, or that of the check where it says
 * neither. Everything but a refusal of credentials is returned as it is.
 */
export async function judgeRefusal(
  { connector, context }: { connector: Connector; context: ConnectorContext },
  failure: unknown,
): Promise<unknown> {
  if (!(failure instanceof RemoteError) || failure.kind !== 'authentication') return failure;
  try {
    await connector.checkCredentials(context);
  } catch (error) {
    const isGood = error instanceof RemoteError && error.kind === 'permission';
    if (!isGood) return error;
  }
  const { message, status, remoteCode, remoteRequestId } = failure;
  return new RemoteError({
    kind: 'permission',
    message: `${message} They are accepted otherwise, so that a permission seems to be missing.`,
    status,
    remoteCode,
    remoteRequestId,
    cause: failure,
  });
}
