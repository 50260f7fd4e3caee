import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { callAshby } from './call-ashby.ts';
import { AshbyApiKey } from './remote-types.ts';

/** The modules that models are read from, by the name that a scope has. */
const readModules: Readonly<Record<string, string>> = {
  jobs: 'Jobs',
  candidates: 'Candidates',
  interviews: 'Interviews',
  hiringprocessmetadata: 'Hiring Process',
  organization: 'Organization',
  offers: 'Offers',
};

/**
 * Asks what the key may do. Without a permission, Ashby refuses the module's methods; what the
 * two switches of a key leave out is silently missing, and no method tells how they stand.
 * https://developers.ashbyhq.com/reference/apikeyinfo
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  try {
    const { results } = await callAshby(context, 'apiKey.info');
    const scopes = AshbyApiKey.safeParse(results).data?.scopes;
    if (!scopes) return { missingPermissions: [], accountLabel: null };
    // The reference names permissions `jobsRead`, its example of a key's scopes `jobs:read`.
    const granted = new Set(scopes.map((scope) => scope.replaceAll(/[^a-z]/gi, '').toLowerCase()));
    const missing = Object.entries(readModules).filter(([module]) => !granted.has(`${module}read`));
    return { missingPermissions: missing.map(([, name]) => `${name}: Read`), accountLabel: null };
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'permission') throw error;
    // The key is good, but may not say what else it may do.
    return { missingPermissions: ['API Keys: Read'], accountLabel: null };
  }
}
