import type { Connector, ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import type { ModelName } from '@hirewire/store';

export type FindMissingPermissions = (
  context: ConnectorContext,
) => Promise<CredentialsCheck['missingPermissions']>;

/** Asks the vendor once, and again only where that has failed. */
export function rememberMissingPermissions(
  connector: Pick<Connector, 'checkCredentials'>,
): FindMissingPermissions {
  let asked: ReturnType<FindMissingPermissions> | null = null;
  return async (context) => {
    asked ??= connector.checkCredentials(context).then((check) => check.missingPermissions);
    try {
      return await asked;
    } catch (error) {
      asked = null;
      throw error;
    }
  };
}

/**
 * The permission for want of which records of a model may only be hidden: some vendors leave out what
 * a user may not see, without an error, and answer 404 to their ids. Null for none.
 */
export async function findHidingPermission(
  model: ModelName,
  context: ConnectorContext,
  findMissingPermissions: FindMissingPermissions,
): Promise<string | null> {
  const missing = await findMissingPermissions(context);
  return missing.find(({ models }) => models.includes(model))?.permission ?? null;
}
