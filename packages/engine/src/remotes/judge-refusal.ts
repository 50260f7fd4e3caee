import type { Connector, ConnectorContext } from '@hirewire/connector-kit';
import { RemoteError } from '@hirewire/connector-kit';

/**
 * Checks the credentials after a vendor has refused them for one request: many vendors also answer
 * 401 or 403 when only a permission is missing. Returns the failure to act on: one of kind
 * `permission` if the check accepts the credentials, else the failure of the check. Returns any other
 * failure unchanged.
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
