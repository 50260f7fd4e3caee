import { RemoteError, findMissing } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CredentialsCheck,
  MissingPermission,
  PermissionUse,
} from '@hirewire/connector-kit';
import { jobsPath } from './read/jobs.ts';
import { isMissing, readLanguage } from './read/feed.ts';

/** The one scope of all reads: https://developer.personio.de/reference/get_v2-recruiting-applications */
const readScope = {
  'personio:recruiting:read': {
    models: ['jobs', 'application_stages', 'applications', 'candidates'],
    actions: ['createApplication'],
  },
} as const satisfies Record<string, PermissionUse>;

const applying = {
  'Recruiting API key with company ID': { actions: ['createApplication'] },
} as const satisfies Record<string, PermissionUse>;

/**
 * Asks for one job. The key for applying cannot be checked: every request that needs it changes
 * something, and a wrong one shows when it is used.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const { companyId = null } = context.remote.credentials;
  const mayRead = await isAllowed(context);
  const missingPermissions = [
    ...findMissing(readScope, () => mayRead),
    ...findMissing(applying, () => companyId !== null),
    ...(await findMissingFeed(context)),
  ];
  return { missingPermissions, accountLabel: null };
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
async function findMissingFeed(context: ConnectorContext): Promise<MissingPermission[]> {
  const { careerPage = null } = context.remote.credentials;
  if (typeof careerPage !== 'string') return [];
  try {
    await readLanguage(context, 'en');
    return [];
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return findMissing({ [`XML feed of ${careerPage}`]: {} }, () => !isMissing(error));
  }
}
