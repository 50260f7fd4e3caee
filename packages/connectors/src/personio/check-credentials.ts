import { RemoteError, findMissing } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { personioPermissions } from './permissions.ts';
import { jobsPath } from './read/jobs.ts';
import { isMissing, readLanguage } from './read/feed.ts';

/**
 * Asks for one job. The key for applying cannot be checked: every request that needs it changes
 * something, and a wrong one shows when it is used.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const { companyId = null } = context.remote.credentials;
  const granted: Readonly<Record<keyof typeof personioPermissions, boolean>> = {
    'personio:recruiting:read': await isAllowed(context),
    'XML feed': await isFeedThere(context),
    'Recruiting API key with company ID': companyId !== null,
  };
  const isGranted = (permission: string): boolean => Object(granted)[permission] === true;
  return { missingPermissions: findMissing(personioPermissions, isGranted), accountLabel: null };
}

async function isAllowed(context: ConnectorContext): Promise<boolean> {
  try {
    await context.remote.request({ method: 'GET', path: jobsPath, query: { limit: 1 } });
    return true;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'permission') return false;
    throw error;
  }
}

/** A career page that is named has to exist. What fails for now is no sign that it does not. */
async function isFeedThere(context: ConnectorContext): Promise<boolean> {
  const { careerPage = null } = context.remote.credentials;
  if (typeof careerPage !== 'string') return true;
  try {
    await readLanguage(context, 'en');
    return true;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return !isMissing(error);
  }
}
