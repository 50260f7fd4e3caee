import { RemoteError, findMissing, nullIfGone } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CredentialsCheck,
  ModelName,
  RemoteErrorKind,
} from '@hirewire/connector-kit';
import { getTeamtailor, parseAttributes } from './call-teamtailor.ts';
import { baseUrls, versionHeaders } from './client.ts';
import { lists, teamtailorPermissions } from './permissions.ts';
import { TeamtailorCompany } from './remote-types.ts';

/**
 * Asks for one record of every list: no request tells the scope of a key. A key of a lower scope is
 * refused what it may not see, and of jobs it sees the public ones alone. What it may write, no request
 * tells either.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const accountLabel = await readCompany(context);
  const refused: ModelName[] = [];
  for (const [path, models] of Object.entries(lists)) {
    if (!(await mayRead(context, path))) refused.push(...models);
  }
  const isJobsRefused = !(await mayRead(context, '/jobs'));
  const missing = findMissing(teamtailorPermissions, (name) => {
    if (name === 'Access: Read') return !isJobsRefused;
    return name !== 'Scope: Admin' || isJobsRefused || refused.length === 0;
  });
  const missingPermissions = missing.map((one) => ({
    ...one,
    models: ['jobs', ...refused] as const,
  }));
  return { missingPermissions, accountLabel };
}

async function readCompany(context: ConnectorContext): Promise<string | null> {
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  try {
    const { resource } = await getTeamtailor(context, { model: 'jobs', path: '/company' });
    return parseAttributes(TeamtailorCompany, resource, ref)?.name ?? null;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    if (error.kind === 'authentication') throw await nameRegion(context, error);
    if (error.kind === 'permission' || error.kind === 'not-found') return null;
    throw error;
  }
}

/** A key is unknown at the other stack, which refuses it like any other. */
async function nameRegion(context: ConnectorContext, refusal: RemoteError): Promise<RemoteError> {
  for (const host of Object.keys(baseUrls)) {
    const request = { method: 'GET', host, path: '/company', headers: versionHeaders } as const;
    const isKnown = await context.remote.request(request).then(
      () => true,
      (error: unknown) => {
        if (error instanceof RemoteError) return false;
        throw error;
      },
    );
    if (!isKnown) continue;
    const message = `The API key is one of another region of Teamtailor: set \`region\` to \`${host}\`.`;
    return new RemoteError({
      kind: 'authentication',
      message,
      status: refusal.status,
      cause: refusal,
    });
  }
  return refusal;
}

const refusals: readonly RemoteErrorKind[] = ['permission', 'authentication'];

async function mayRead(context: ConnectorContext, path: string): Promise<boolean> {
  const query = { 'page[size]': 1 };
  try {
    // A list that is not there is a feature that is switched off, and no permission.
    await nullIfGone(() => context.remote.request({ method: 'GET', path, query }));
    return true;
  } catch (error) {
    // The company has accepted the key: what refuses it now is beyond its scope, whatever the status.
    const isRefusal = error instanceof RemoteError && refusals.includes(error.kind);
    if (isRefusal) return false;
    throw error;
  }
}
