import type { Connector, ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import type { ModelName } from '@hirewire/store';

export type CheckCredentials = (context: ConnectorContext) => Promise<CredentialsCheck>;

/** Asks the vendor once, and again only where that has failed. */
export function rememberCheck(connector: Pick<Connector, 'checkCredentials'>): CheckCredentials {
  let asked: Promise<CredentialsCheck> | null = null;
  return async (context) => {
    asked ??= connector.checkCredentials(context);
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
  checkCredentials: CheckCredentials,
): Promise<string | null> {
  const { missingPermissions } = await checkCredentials(context);
  return missingPermissions.find(({ models }) => models.includes(model))?.permission ?? null;
}

/** When the credentials expire; null where the vendor does not tell, or tells what is no time. */
export function expiryOf({ expiresAt = null }: Pick<CredentialsCheck, 'expiresAt'>): Date | null {
  // PostgreSQL has no year 0, and nobody means the year 20000.
  return expiresAt !== null && /^[1-9]\d{3}-/.test(toIso(expiresAt)) ? expiresAt : null;
}

const toIso = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString());
