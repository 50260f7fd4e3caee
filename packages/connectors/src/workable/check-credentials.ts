import { RemoteError, findMissing, path } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck, PermissionUse } from '@hirewire/connector-kit';
import { z } from 'zod';
import { getWorkable } from './call-workable.ts';
import { candidatesPath } from './read/candidate-list.ts';
import { WorkableAccounts, WorkableReference } from './remote-types.ts';

const Candidates = z.looseObject({ candidates: z.array(WorkableReference).nullish() });

interface Permission extends PermissionUse {
  /** What is refused without it. */
  path: string;
  query?: typeof one;
}

/** Of lists that have pages. */
const one = { limit: 1 } as const;

/**
 * By the scopes of Workable's page for tokens, and by what is refused where a scope alone does not say
 * it: tokens of members see what the member sees.
 */
const permissions: Readonly<Record<string, Permission>> = {
  r_jobs: {
    path: '/jobs',
    query: one,
    models: ['jobs', 'application_stages'],
    actions: ['createApplication'],
  },
  'r_jobs (stages)': { path: '/stages', models: ['application_stages'] },
  'r_jobs (disqualification reasons)': {
    path: '/disqualification_reasons',
    models: ['rejection_reasons'],
    actions: ['rejectApplication'],
  },
  'r_jobs (members)': { path: '/members', query: one, models: ['users'] },
  r_candidates: {
    path: candidatesPath,
    query: one,
    models: ['applications', 'candidates', 'tags', 'offers', 'notes', 'scorecards'],
    actions: [
      'getApplicationAttachments',
      'getCandidateAttachments',
      'addCandidateTag',
      'removeCandidateTag',
    ],
  },
  'r_jobs (events)': { path: '/events', query: one, models: ['interviews'] },
};

/** A scope of its own in newer accounts: https://docs.stackone.com/connectors/workable */
const offers = 'r_offers';
const uses: Readonly<Record<string, PermissionUse>> = {
  ...permissions,
  [offers]: { models: ['offers'] },
};

/**
 * Asks for one record of everything: no request tells what a token may do. What it may write
 * (w_candidates, w_comments) shows only when something is written.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const refused = new Set<string>();
  for (const [name, { path: list, query }] of Object.entries(permissions)) {
    if (await isRefused(context, list, query)) refused.add(name);
  }
  const candidate = refused.has('r_candidates') ? null : await findCandidate(context);
  if (candidate !== null && (await isRefused(context, path`/candidates/${candidate}/offer`))) {
    refused.add(offers);
  }
  const missingPermissions = findMissing(uses, (name) => !refused.has(name));
  return { missingPermissions, accountLabel: await findAccountLabel(context) };
}

async function findCandidate(context: ConnectorContext): Promise<string | null> {
  const answer = await getWorkable(context, candidatesPath, one);
  return Candidates.safeParse(answer).data?.candidates?.[0]?.id ?? null;
}

async function isRefused(
  context: ConnectorContext,
  list: string,
  query?: typeof one,
): Promise<boolean> {
  try {
    await getWorkable(context, list, query);
    return false;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'permission') return true;
    // Somebody who is listed may be gone by now.
    if (error instanceof RemoteError && error.kind === 'not-found') return false;
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
