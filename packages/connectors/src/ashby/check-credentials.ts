import { RemoteError, findMissing } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { callAshby } from './call-ashby.ts';
import { ashbyPermissions } from './permissions.ts';
import { AshbyApiKey } from './remote-types.ts';

/** Tells of all others. It costs nothing, but what else is missing is not known without it. */
const toAsk = 'API Keys: Read';
const neededToAsk = { [toAsk]: { grantedAt: ashbyPermissions[toAsk].grantedAt } };

/**
 * Asks what the key may do. Without a permission, Ashby refuses the module's methods; what the
 * two switches of a key leave out is silently missing, and no method tells how they stand.
 * https://developers.ashbyhq.com/reference/apikeyinfo
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  try {
    const { results } = await callAshby(context, 'apiKey.info');
    const granted = new Set(AshbyApiKey.safeParse(results).data?.scopes?.map(toScope));
    const isGranted = (permission: string) => granted.has(scopeOf(permission));
    const missingPermissions = granted.size > 0 ? findMissing(ashbyPermissions, isGranted) : [];
    return { missingPermissions, accountLabel: null };
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'permission') throw error;
    // The key is good, but may not say what else it may do.
    return { missingPermissions: findMissing(neededToAsk, () => false), accountLabel: null };
  }
}

/** The settings name the module "Hiring Process". */
function scopeOf(permission: string): string {
  return toScope(permission.replace('Hiring Process', 'hiringProcessMetadata'));
}

/** The reference names permissions `jobsRead`, its example of a key's scopes `jobs:read`. */
function toScope(name: string): string {
  return name.replaceAll(/[^a-z]/gi, '').toLowerCase();
}
