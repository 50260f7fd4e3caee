import { RemoteError, findMissing } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck, PermissionUse } from '@hirewire/connector-kit';
import { getWorkable } from './call-workable.ts';
import { WorkableAccounts } from './remote-types.ts';

interface Permission extends PermissionUse {
  /** What is refused without it. */
  path: string;
}

/**
 * By the scopes of Workable's page for tokens, and by what is refused where a scope alone does not say
 * it: tokens of members see what the member sees.
 */
const permissions: Readonly<Record<string, Permission>> = {
  r_jobs: { path: '/jobs', models: ['jobs', 'application_stages'], actions: ['createApplication'] },
  'r_jobs (stages)': { path: '/stages', models: ['application_stages'] },
  'r_jobs (disqualification reasons)': {
    path: '/disqualification_reasons',
    models: ['rejection_reasons'],
    actions: ['rejectApplication'],
  },
  'r_jobs (members)': { path: '/members', models: ['users'] },
  r_candidates: {
    path: '/candidates',
    models: ['applications', 'candidates', 'tags', 'offers', 'notes', 'scorecards'],
    actions: [
      'getApplicationAttachments',
      'getCandidateAttachments',
      'addCandidateTag',
      'removeCandidateTag',
    ],
  },
  'r_candidates (events)': { path: '/events', models: ['interviews'] },
};

/**
 * Asks for one record of everything: no request tells what a token may do. What it may write
 * (w_candidates) shows only when something is written.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const refused = new Set<string>();
  for (const [name, { path }] of Object.entries(permissions)) {
    if (await isRefused(context, path)) refused.add(name);
  }
  const missingPermissions = findMissing(permissions, (name) => !refused.has(name));
  return { missingPermissions, accountLabel: await findAccountLabel(context) };
}

async function isRefused(context: ConnectorContext, path: string): Promise<boolean> {
  try {
    await getWorkable(context, path, { limit: 1 });
    return false;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'permission') return true;
    throw error;
  }
}

/** A token may be good for several accounts: then the one that is meant is not known by its name. */
async function findAccountLabel(context: ConnectorContext): Promise<string | null> {
  try {
    const { accounts } = WorkableAccounts.parse(await getWorkable(context, '/accounts'));
    return accounts?.length === 1 ? (accounts[0]?.name ?? null) : null;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'authentication') throw error;
    // It is only shown.
    context.signal.throwIfAborted();
    return null;
  }
}
