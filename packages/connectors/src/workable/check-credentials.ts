import { RemoteError, findMissing, path } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { z } from 'zod';
import { getWorkable } from './call-workable.ts';
import { workablePermissions } from './permissions.ts';
import { candidatesPath } from './read/candidate-list.ts';
import { WorkableAccounts, WorkableReference } from './remote-types.ts';

const Candidates = z.looseObject({ candidates: z.array(WorkableReference).nullish() });

/** Of lists that have pages. */
const one = { limit: 1 } as const;

interface Question {
  path: string;
  query?: typeof one;
}

/** What is refused without each permission. */
const questions: Readonly<Partial<Record<keyof typeof workablePermissions, Question>>> = {
  r_jobs: { path: '/jobs', query: one },
  'r_jobs (stages)': { path: '/stages' },
  'r_jobs (disqualification reasons)': { path: '/disqualification_reasons' },
  'r_jobs (members)': { path: '/members', query: one },
  r_candidates: { path: candidatesPath, query: one },
  'r_jobs (events)': { path: '/events', query: one },
};

/**
 * Asks for one record of everything: no request tells what a token may do. What it may write
 * (w_candidates, w_comments) shows only when something is written.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const refused = new Set<string>();
  for (const [name, { path: list, query }] of Object.entries(questions)) {
    if (await isRefused(context, list, query)) refused.add(name);
  }
  const candidate = refused.has('r_candidates') ? null : await findCandidate(context);
  if (candidate !== null && (await isRefused(context, path`/candidates/${candidate}/offer`))) {
    refused.add('r_offers');
  }
  const missingPermissions = findMissing(workablePermissions, (name) => !refused.has(name));
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
